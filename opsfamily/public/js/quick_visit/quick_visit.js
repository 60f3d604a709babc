import { now, site_time } from "./clock";
import { DeviceStore, device_id } from "./device_store";
import { join_entries, newest_of_each } from "./entries";
import { VisitForm } from "./form";
import { Outing } from "./outing";
import { Plan } from "./plan";
import { missing_in } from "./unsaved";
import { offer_sheet } from "../shared/forms";
import { render } from "../shared/html";
import { Problem, get, is_somebody_else, post } from "../shared/phone_server";
import "./qv_families.html";
import "./qv_family.html";
import "./qv_saved.html";
import "./qv_unsaved.html";

const TYPING_PAUSE = 1000; // ms after the last key before the draft is sent to the server
const OFFLINE_PAUSE = 300; // or, without a connection, kept on the device
const RETRY = 10 * 1000;
const STALE = 60 * 1000;
const MANY_FAMILIES = 8;
const MOST_SHOWN = 40;
const PAGE = "quick-visit";
const API = "opsfamily.ops_visits.page.quick_visit.quick_visit.";

// The page on which a visit is written on a phone: the list of families, then one screen, then saved. What the user
// types is an entry { key, family, state, joined, is_touched, is_waiting }, kept as a draft on the server or, without a
// connection, on the device. What was typed after its visit had been saved stays as { saved_as: { visit, missing } }.
export class QuickVisit {
	constructor(page) {
		this.page = page;
		this.$body = $(`<div class="ops-thumb quick-visit"></div>`).appendTo(this.page.main);
		this.$screen = $(`<div class="qv-screen"></div>`).appendTo(this.$body);
		this.$notice = $(`<div class="ops-note qv-notice" role="status"></div>`).appendTo(this.$body);
		this.entries = new Map(); // family → entry
		this.done = new Set(); // keys of entries that were saved or thrown away here
		this.away = new Outing(this);
		this.planner = new Plan(this);
		this.listen();
		this.ready = this.start();
	}

	listen() {
		window.addEventListener("online", () => this.reconnected());
		window.addEventListener("offline", () => this.show_connection());
		window.addEventListener("pagehide", () => this.keep_at_once());
		document.addEventListener("visibilitychange", () => {
			if (document.visibilityState === "hidden") this.keep_at_once();
			else if (this.is_expired) this.renew_login();
		});
		setInterval(() => this.retry(), RETRY);
	}

	async start() {
		const [answer, key] = await Promise.all([
			get(`${API}start`),
			post(`${API}device_key`, { device: device_id() }),
		]);
		Object.assign(this, answer, { asked_at: Date.now() });
		this.store = await DeviceStore.open(key);
		const on_server = this.drafts.map(found_on_server);
		newest_of_each([...(await this.store.all()), ...on_server]).forEach((entry) =>
			this.add_found(entry)
		);
	}

	// Of two copies of one entry the newer one counts; of two entries both texts are kept.
	add_found(found) {
		if (this.done.has(found.key)) return;
		const other = this.entries.get(found.family);
		if (other?.key === found.key && newest_of_each([other, found])[0] === other) return;
		const entry = !other || other.key === found.key ? found : join_entries(found, other);
		this.entries.set(found.family, { ...entry, is_touched: true, is_found: true });
	}

	// Drafts that were kept on other devices since. An entry that is open, or still on its way to the server, is left
	// alone.
	take_over(drafts) {
		const is_at_rest = (entry) =>
			entry !== this.entry &&
			entry.is_kept &&
			!(entry.is_saving || entry.is_waiting || entry.saved_as);
		for (const draft of drafts.map(found_on_server)) {
			const other = this.entries.get(draft.family);
			if (!other || is_at_rest(other)) this.add_found(draft);
		}
	}

	async show() {
		try {
			await this.ready;
		} catch (problem) {
			this.ready = this.start();
			this.ready.catch(() => {});
			return this.show_problem(problem);
		}
		const [, family, mode, kind] = frappe.get_route();
		if (family === "week") return this.show_week(mode);
		if (family && mode === "out") return this.show_way_out(family);
		return family ? this.show_form(family, mode, kind) : this.show_families();
	}

	// The first screen

	show_families() {
		this.leave_form();
		const has_search = this.families.length > MANY_FAMILIES;
		this.$screen.html(render("qv_families", { has_search }));
		this.$screen.find(".qv-search").on("input", () => this.list_families());
		this.$screen.find(".qv-families").on("click", "[data-family]", ({ currentTarget }) => {
			const { family, mode } = currentTarget.dataset;
			frappe.set_route(PAGE, family, ...(mode ? [mode] : []));
		});
		this.list_families();
		this.away.render(this.$screen.find(".qv-outing"));
		this.planner.render(this.$screen.find(".qv-plan"));
		this.show_connection();
		this.refresh();
	}

	show_week(day) {
		this.leave_form();
		this.show_notice("");
		return this.planner
			.show_week(this.$screen.empty(), day)
			.catch((problem) => this.show_problem(problem));
	}

	show_way_out(family_name) {
		const family = this.family_of(family_name);
		if (!family.name || this.outing || !this.goes_out) return frappe.set_route(PAGE);
		this.leave_form();
		this.show_notice("");
		this.away.show_way_out(this.$screen, family);
	}

	// The Desk may stay open all day, while families and their warnings change.
	async refresh() {
		if (Date.now() - this.asked_at < STALE) return;
		const answer = await this.ask_again();
		if (!answer) return;
		const { families, kinds, phone_kind, outing, plan, drafts } = answer;
		Object.assign(this, { families, kinds, phone_kind, outing, plan, asked_at: Date.now() });
		this.take_over(drafts);
		if (this.form) return;
		this.list_families();
		this.planner.render(this.$screen.find(".qv-plan"));
		this.away.render(this.$screen.find(".qv-outing"));
	}

	// Returns what the page starts with; nothing without an answer, or where somebody else has logged in meanwhile.
	async ask_again() {
		const answer = await get(`${API}start`).catch(() => null);
		return is_somebody_else() ? null : answer;
	}

	list_families() {
		const word = (this.$screen.find(".qv-search").val() || "").toLowerCase();
		const matches = this.families.filter((family) =>
			family.representative.toLowerCase().includes(word)
		);
		const unfinished = (family) => (this.entry_of(family.name)?.is_touched ? 0 : 1);
		matches.sort((one, other) => unfinished(one) - unfinished(other));
		const rows = matches.slice(0, MOST_SHOWN).map((family) => this.family_row(family));
		const none = word ? __("No such family.") : __("You are on no family's case yet.");
		this.$screen.find(".qv-families").html(rows.join("") || `<li>${none}</li>`);
	}

	family_row(family) {
		return render("qv_family", {
			family,
			last: family.last_visit
				? __("Last visit: {0}", [frappe.datetime.str_to_user(family.last_visit)])
				: __("No visit yet"),
			unfinished: this.entry_of(family.name)?.is_touched && this.unfinished_of(family),
			without_plan: this.plan.without[family.name],
			may_call: this.phone_kind,
			may_go: this.goes_out && !this.outing,
		});
	}

	unfinished_of(family) {
		return this.entry_of(family.name).is_waiting
			? __("Waits for the connection")
			: __("Unfinished entry");
	}

	// The screen of a visit

	async show_form(family_name, mode, kind) {
		const family = this.family_of(family_name);
		if (!family.name) return frappe.set_route(PAGE);
		this.leave_form();
		this.show_notice("");
		const left = this.entry_of(family_name);
		if (left?.saved_as) return this.show_unsaved(family, left);
		const [context] = await Promise.all([this.context_of(family_name), this.refresh()]);
		if (frappe.get_route()[1] !== family_name) return;
		const plan = await this.planner.find(mode);
		const entry =
			this.entry_of(family_name) || this.new_entry(family_name, mode, context, { plan, kind });
		this.entry = entry;
		this.entries.set(family_name, entry);
		this.$screen.empty();
		this.form = new VisitForm(this.$screen, {
			family,
			context,
			state: entry.state,
			kinds: this.kinds,
			done_by_themselves: this.done_by_themselves || [],
			asked: this.office?.[entry.state.mode === "phone" ? "phone" : "visit"],
			on: {
				full_form: () => this.open_full_form(),
				change: () => this.typed(),
				save: () => this.save(),
				discard: () => this.discard(entry),
				back: () => frappe.set_route(PAGE),
			},
		});
		this.away.render(this.$screen.find(".qv-outing"), family_name);
		if (entry.is_touched) this.form.show_restored(this.restored_text(entry));
		if (entry.error) this.form.show_error(entry.error);
		this.form.focus();
		this.show_connection();
	}

	restored_text({ is_waiting, state }) {
		if (is_waiting) return __("Not saved yet: it waits for the connection.");
		const typed = moment(state.typed_at || Date.now());
		return __("Your unfinished entry of {0}.", [typed.format("D.MM, HH:mm")]);
	}

	// Without a connection the visit can still be written, without names and actions to tick.
	async context_of(family) {
		try {
			return await get("visit_context", { family });
		} catch (problem) {
			this.show_problem(problem);
			return {};
		}
	}

	// plan: the planned visit that the entry begins with; kind: its kind, if it is not the usual one.
	new_entry(family, mode, context, { plan, kind } = {}) {
		const { phone_kind, kinds } = this;
		const is_call = mode === "phone" && phone_kind;
		const visits = kinds.filter((kind) => kind !== phone_kind);
		const last_kind = visits.includes(context.last_kind) ? context.last_kind : visits[0];
		const state = {
			mode: is_call ? "phone" : "visit",
			kind: is_call ? phone_kind : last_kind,
			place: is_call ? "" : context.last_place,
			visit_date: now().day,
			...(plan && this.planner.begin(plan, kinds.includes(kind) && kind)),
		};
		return { key: frappe.utils.get_random(24), family, state, is_touched: false };
	}

	// What only the full form can take is filled in there; what was typed here goes along and stays a draft as well.
	async open_full_form() {
		const { entry, form } = this;
		this.read(entry, form);
		const { family, participants, ...values } = visit_of(entry);
		await frappe.model.with_doctype("Family Visit");
		const doc = frappe.model.get_new_doc("Family Visit", null, null, true);
		for (const { fieldname } of frappe.meta.get_docfields("Family Visit"))
			if (["string", "number"].includes(typeof values[fieldname]) && values[fieldname])
				doc[fieldname] = values[fieldname];
		Object.assign(doc, { family, assistant: frappe.session.user, __has_hours: 1 }, values.office);
		doc.actions = form.actions_text();
		// Without its mode the form would clear the signature.
		if (doc.signature) doc.signature_mode = "On Screen";
		const add_row = (doctype, fieldname, row) =>
			Object.assign(frappe.model.add_child(doc, doctype, fieldname), row);
		for (const full_name of participants)
			add_row("Visit Participant", "participants", { full_name });
		for (const [scheduled_action, action] of form.ticked_actions())
			add_row("Visit Action", "scheduled_actions", { scheduled_action, action });
		await frappe.set_route("Form", "Family Visit", doc.name);
		if (values.closed_tasks.length)
			frappe.show_alert(
				{
					message: __("Please set the outcomes of tasks in this form, too."),
					indicator: "orange",
				},
				15
			);
	}

	// The family may have left the list while its visit is written.
	family_of(family) {
		return this.families.find(({ name }) => name === family) || { representative: family };
	}

	entry_of(family) {
		return this.entries.get(family);
	}

	leave_form() {
		if (this.form) this.keep_at_once();
		this.form = this.entry = null;
		for (const [family, entry] of this.entries) if (!entry.is_touched) this.entries.delete(family);
	}

	// Keeping what was typed

	typed() {
		const { entry, form } = this;
		if (!entry || entry.is_saving) return;
		this.read(entry, form);
		entry.state.typed_at = Date.now();
		Object.assign(entry, { is_touched: true, is_waiting: false, error: "", is_kept: false });
		form.show_error("");
		this.keep_soon(entry);
	}

	read(entry, form) {
		const { kind, typed_at, planned_visit } = entry.state;
		entry.state = { ...form.read(), typed_at, planned_visit };
		if (entry.state.mode === "phone") entry.state.kind = kind;
	}

	keep_soon(entry) {
		clearTimeout(this.timer);
		this.timer = setTimeout(
			() => this.keep(entry),
			navigator.onLine ? TYPING_PAUSE : OFFLINE_PAUSE
		);
	}

	// One request at a time, so that an older text never overwrites a newer one.
	keep(entry, options = {}) {
		clearTimeout(this.timer);
		entry.keeping = (entry.keeping || Promise.resolve())
			.catch(() => {})
			.then(() => this.keep_now(entry, options));
		return entry.keeping;
	}

	async keep_now(entry, options) {
		if (entry.is_saved || entry.is_kept) return;
		entry.is_kept = true;
		try {
			if (!navigator.onLine) throw new Problem("offline");
			const draft = draft_of(entry);
			const { visit } = await post(`${API}save_draft`, draft, options);
			if (visit) return await this.saved(entry, { name: visit });
			await this.clear_device(entry);
			// The server has deleted the drafts whose text stands in this one.
			if (entry.joined === draft.joined) entry.joined = {};
			this.say_kept(entry, __("Kept as a draft, {0}", [moment().format("HH:mm")]));
		} catch (problem) {
			await this.keep_on_device(entry, problem);
		}
	}

	async keep_on_device(entry, problem) {
		entry.is_kept = false;
		const is_kept = await this.store.put(entry.key, on_device(entry));
		if (entry.is_saved) return this.clear_device(entry);
		this.say_kept(entry, is_kept ? __("Kept on this device, encrypted.") : this.not_kept_text());
		this.show_problem(problem);
	}

	async clear_device({ key, joined }) {
		for (const each of [...Object.keys(joined || {}), key]) await this.store.remove(each);
	}

	not_kept_text() {
		return this.store.hours
			? __("This device cannot keep it safely: leave this page open.")
			: __("The office keeps nothing on devices: leave this page open.");
	}

	// Called when the page is left or the screen changes: send what was typed in the last second as well.
	keep_at_once() {
		const { entry } = this;
		if (!entry?.is_touched || entry.is_kept || entry.is_saving) return;
		this.keep(entry, { keepalive: true });
	}

	say_kept(entry, text) {
		if (entry === this.entry) this.form?.show_state(text);
	}

	discard(entry) {
		frappe.confirm(__("Throw away what was typed for this family?"), async () => {
			await this.forget(entry);
			frappe.set_route(PAGE);
		});
	}

	async forget(entry) {
		clearTimeout(this.timer);
		entry.is_saved = true;
		entry.is_touched = false;
		this.leave_behind(entry);
		await entry.keeping;
		await this.clear_device(entry);
		const { family, key: entry_key, joined = {} } = entry;
		await post(`${API}discard_draft`, { family, entry_key, joined }).catch((problem) =>
			this.show_problem(problem)
		);
	}

	// What was saved or thrown away is not found again.
	leave_behind(entry) {
		this.done.add(entry.key);
		if (this.entries.get(entry.family) === entry) this.entries.delete(entry.family);
	}

	// Saving

	async save() {
		const { entry, form } = this;
		if (!entry || entry.is_saving) return;
		this.read(entry, form);
		const refusal = form.refusal();
		if (refusal) return form.show_error(refusal);
		entry.is_touched = true;
		Object.assign(entry.state, { typed_at: Date.now(), written_at: site_time() });
		form.show_error("");
		await this.send(entry);
	}

	// One request at a time; by its key the entry is saved once, however often it is sent.
	async send(entry) {
		if (entry.is_saving || entry.is_saved) return;
		clearTimeout(this.timer);
		this.set_saving(entry, true);
		try {
			// Wait for a draft that is being sent.
			await entry.keeping;
			if (!navigator.onLine) throw new Problem("offline");
			const is_first = !entry.is_found && !entry.is_sent;
			entry.is_sent = true;
			await this.saved(
				entry,
				await post(`${API}save`, {
					entry_key: entry.key,
					visit: visit_of(entry),
					joined: entry.joined || {},
				}),
				is_first
			);
		} catch (problem) {
			await this.not_saved(entry, problem);
		}
		this.set_saving(entry, false);
	}

	set_saving(entry, is_saving) {
		entry.is_saving = is_saving;
		if (entry === this.entry) this.form?.set_saving(is_saving);
	}

	// is_as_sent: the visit is what has just been sent. Else it may have been saved when its answer was lost, or on
	// another device, before something was typed that the server does not take any more.
	async saved(entry, answer, is_as_sent = false) {
		const stored = is_as_sent ? null : await this.stored_visit(answer.name);
		const missing = stored ? missing_in(stored, visit_of(entry)) : [];
		const visit = { ...answer, ...stored };
		Object.assign(entry, { is_saved: true, is_touched: false, is_waiting: false });
		if (missing.length) return this.keep_missing(entry, visit, missing);
		this.set_saving(entry, true);
		this.leave_behind(entry);
		await this.clear_device(entry);
		if (this.outing) await this.away.refresh();
		// A plan may have come true: the first screen asks anew.
		this.asked_at = 0;
		const family = this.family_of(entry.family);
		const day = entry.state.visit_date;
		if (!family.last_visit || day > family.last_visit) family.last_visit = day;
		if (entry === this.entry) return this.show_saved(family, visit);
		this.show_notice(__("Saved: {0}.", [family.representative]), "green");
		if (!this.form) this.list_families();
	}

	// Returns the visit as it is stored; an empty one where the user may not read it any more.
	async stored_visit(name) {
		try {
			return await get("frappe.client.get", { doctype: "Family Visit", name });
		} catch (problem) {
			if (problem.is_passing) throw problem;
			return {};
		}
	}

	// It stays in the list, and on the device, until the user throws it away.
	async keep_missing(entry, visit, missing) {
		Object.assign(entry, { saved_as: { visit, missing }, is_touched: true, is_kept: true });
		this.asked_at = 0;
		const family = this.family_of(entry.family);
		if (entry === this.entry) this.show_unsaved(family, entry);
		else {
			const text = __("Saved: {0}. What was added later is not in the visit.", [
				family.representative,
			]);
			this.show_notice(text, "orange");
			if (!this.form) this.list_families();
		}
		await this.store.put(entry.key, on_device(entry));
	}

	show_unsaved(family, entry) {
		const { visit, missing } = entry.saved_as;
		this.form = this.entry = null;
		this.$screen.html(render("qv_unsaved", { family, missing }));
		const on = (css, act) => this.$screen.find(css).on("click", act);
		on(".qv-back", () => frappe.set_route(PAGE));
		on(".qv-open-visit", () => frappe.set_route("Form", "Family Visit", visit.name));
		on(".qv-copy", () =>
			frappe.utils.copy_to_clipboard(missing.map((row) => row.join(": ")).join("\n\n"))
		);
		on(".qv-discard", () => this.discard(entry));
		this.$screen.find(".qv-title").trigger("focus");
	}

	async not_saved(entry, problem) {
		const text = problem.message || __("It could not be saved. What you typed is kept.");
		entry.is_waiting = problem.is_passing;
		if (!problem.is_passing) entry.is_sent = false;
		entry.error = problem.is_passing ? "" : text;
		entry.is_kept = false;
		await this.keep_now(entry, {});
		if (problem.is_passing) return this.show_problem(problem);
		if (entry === this.entry) return this.form.show_error(text);
		const family = this.family_of(entry.family);
		this.show_notice(__("Not saved: {0}. {1}", [family.representative, text]), "red");
	}

	async reconnected() {
		this.show_connection();
		await this.retry();
	}

	// Save the entries that wait for it, and send drafts to the server that only this device has.
	async retry() {
		if (!navigator.onLine || this.is_expired) return;
		for (const entry of [...this.entries.values()]) {
			if (entry.is_waiting) await this.send(entry);
			else if (entry.is_touched && !entry.is_kept && !entry.is_saving) await this.keep(entry);
		}
	}

	show_saved(family, visit) {
		this.form = this.entry = null;
		this.show_notice("");
		this.$screen.html(render("qv_saved", { family, minutes: visit.minutes }));
		this.$screen.find(".qv-another").on("click", () => frappe.set_route(PAGE));
		this.$screen
			.find(".qv-open-visit")
			.on("click", () => frappe.set_route("Form", "Family Visit", visit.name));
		this.planner.render_next(this.$screen.find(".qv-next"), family, visit);
		this.offer_sheet(family, visit);
		this.$screen.find(".qv-title").trigger("focus");
	}

	// A sheet that the office fills in at a visit.
	offer_sheet({ name: of_family }, { name, visit_date }) {
		const $place = this.$screen.find(".qv-sheet");
		const about = { family: of_family, visit: name, sheet_date: visit_date };
		offer_sheet("A Visit", about, (fill_in) =>
			$(`<button type="button" class="btn btn-default ops-wide"></button>`)
				.text(__("Fill In a Sheet"))
				.on("click", fill_in)
				.appendTo($place)
		);
	}

	// Notices of the page

	show_problem(problem) {
		if (problem.kind === "expired") return this.show_expired();
		if (problem.kind === "offline") return this.show_connection(true);
		this.show_notice(problem.message || __("Something went wrong. Try again."), "red");
	}

	show_connection(is_down = !navigator.onLine) {
		if (is_down)
			this.show_notice(
				__("No connection. You can go on writing: it is saved when it is back."),
				"orange"
			);
		else if (this.$notice.hasClass("ops-orange")) this.show_notice("");
	}

	show_expired() {
		this.is_expired = true;
		const is_kept = this.store?.works;
		this.show_notice(
			is_kept
				? __("Your login has ended. Log in again, and your entry is here.")
				: __("Your login has ended. What you typed stays on this page until you leave it."),
			"orange"
		);
		const back = encodeURIComponent(window.location.pathname);
		$(`<a class="btn btn-default" href="/login?redirect-to=${back}">${__("Log In")}</a>`)
			// What is only on this page must not be left for the login.
			.attr(is_kept ? {} : { target: "_blank", rel: "noopener" })
			.appendTo(this.$notice);
	}

	// The user has logged in again in another tab: the page goes on with the new login.
	async renew_login() {
		const answer = await this.ask_again();
		if (!answer) return;
		frappe.csrf_token = answer.csrf_token;
		this.is_expired = false;
		this.show_notice("");
		await this.retry();
	}

	show_notice(text, colour = "") {
		this.$notice.attr("class", `ops-note qv-notice${colour ? ` ops-${colour}` : ""}`).text(text);
	}
}

function found_on_server({ family, entry_key, payload }) {
	return { key: entry_key, family, state: JSON.parse(payload), is_kept: true };
}

function on_device({ key, family, state, joined, is_waiting }) {
	return { key, family, state, joined, is_waiting };
}

function draft_of({ key, family, state, joined = {} }) {
	return { family, entry_key: key, payload: JSON.stringify(state), joined };
}

// Returns the values of an entry for the server: typed names are added to the ticked ones.
function visit_of({ family, state }) {
	const others = (state.others || "").split(",").map((name) => name.trim());
	const participants = [...(state.participants || []), ...others].filter(Boolean);
	return { ...state, family, participants };
}
