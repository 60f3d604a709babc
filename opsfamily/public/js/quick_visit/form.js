import { escape, render } from "../shared/html";
import { OfficeFields, said_elsewhere } from "../shared/office_fields";
import { began_yesterday, by_duration, by_start, day_before, now, passes_midnight } from "./clock";
import "./qv_form.html";
import "./qv_participants.html";

const DURATIONS = { visit: [30, 45, 60, 90, 120], phone: [5, 10, 15, 20, 30] };
const STARTS = [30, 60, 90, 120, 180]; // minutes ago
const PAD_LIBRARY = "/assets/frappe/js/lib/jSignature.min.js";

let forms_made = 0;

// Whether a file of the platform is at hand: under the address by which the platform asks for it, so that a browser
// that has kept it answers without a connection.
async function can_fetch(path) {
	try {
		return (await fetch(`${path}?v=${window._version_number}`)).ok;
	} catch {
		return false;
	}
}

// The screen of one visit or phone call: `fill` shows an entry's state, `read` returns what is entered.
export class VisitForm {
	// on: callbacks { change, save, discard, back, full_form }; asked: the office's own mandatory fields
	constructor(parent, { family, context, state, kinds, done_by_themselves, asked, on }) {
		Object.assign(this, { family, context, kinds, done_by_themselves, asked, on });
		this.mode = state.mode;
		this.times = { duration: state.duration, is_start_said: Boolean(state.is_start_said) };
		this.$form = $(
			`<form class="quick-visit-form" novalidate autocomplete="off"></form>`
		).appendTo(parent);
		this.make(state);
		this.fill(state);
		this.set_latest_day();
		this.listen();
	}

	get is_call() {
		return this.mode === "phone";
	}

	make(state) {
		const { family, context, kinds, is_call } = this;
		this.opened = now();
		const number = ++forms_made;
		this.$form.html(
			render("qv_form", {
				family,
				kinds,
				is_call,
				// The list of families has the warning too, so that it is shown without a connection as well.
				warning: context.warning || family.home_warning,
				tasks: this.tasks(),
				outcomes: [
					["Task Done", __("Task Done")],
					["Task Dropped", __("Task Dropped")],
				],
				usual_actions: context.usual_actions || [],
				withdrawn_on: context.withdrawn_on && frappe.datetime.str_to_user(context.withdrawn_on),
				why_visited: [
					["Intervention", __("Intervention")],
					["Ordered by the Court", __("Ordered by the Court")],
					["Farewell", __("Farewell")],
				],
				// Nothing where the office does not pay for travel, and for a call.
				travel: is_call ? null : context.travel,
				earliest: context.known_since || "1900-01-01",
				durations: DURATIONS[this.mode],
				starts: STARTS.map((ago) => [ago, by_start(ago, this.opened).from_time]),
				members: this.members(state),
				actions: this.actions(state),
				elsewhere: said_elsewhere(this.asked),
				id: (name) => `qv-field-${number}-${name}`,
			})
		);
		if (!is_call) this.make_pad(state.signature);
		this.office = new OfficeFields(this.$form.find(".qv-office"), {
			asked: this.asked,
			values: state.office,
			on_change: () => this.on.change(),
		});
	}

	// Ticked names stay in the list, also when the family's context could not be loaded.
	members(state) {
		const names = [...(this.context.members || []), ...(state.participants || [])];
		return [...new Set(names)].filter(Boolean);
	}

	actions(state) {
		const known = (this.context.actions || []).map(({ name, action, due_date }) => ({
			name,
			label: action,
			until: due_date && __("until {0}", [frappe.datetime.str_to_user(due_date)]),
		}));
		const lost = (state.scheduled_actions || [])
			.filter((name) => !known.some((action) => action.name === name))
			.map((name) => ({ name, label: name, until: "" }));
		return [...known, ...lost];
	}

	// All open tasks of the family, whenever they were agreed.
	tasks() {
		return (this.context.open_tasks || []).map(({ task, text, agreed_on }) => ({
			task,
			text,
			since: frappe.datetime.str_to_user(agreed_on),
		}));
	}

	// Made at once, as its library could not be fetched after the connection is lost. The control itself freezes the
	// screen for good when it cannot fetch its library, so ask for that first.
	async make_pad(signature) {
		this.signature = signature;
		if (signature) this.open_pad();
		const parent = this.$form.find(".qv-canvas");
		if (!(await can_fetch(PAD_LIBRARY)))
			return parent.text(__("The signature needs a connection."));
		this.pad = frappe.ui.form.make_control({
			parent,
			df: { fieldtype: "Signature", fieldname: "signature", label: __("Signature") },
			render_input: true,
		});
		this.pad.df.change = () => this.on.change();
		if (signature) this.pad.value = signature;
	}

	open_pad() {
		this.$form.find(".qv-pad").prop("hidden", false);
		this.$form.find(".qv-sign").attr("aria-expanded", "true");
	}

	fill(state) {
		for (const name of [
			"kind",
			"place",
			"after_withdrawal",
			"visit_date",
			"from_time",
			"to_time",
			"course",
			"actions",
			"next_meeting_tasks",
			"signed_by",
			"others",
			"kilometres",
			"travel_from",
			"travel_to",
		])
			this.input(name).val(state[name] || "");
		for (const { task, outcome } of state.closed_tasks || [])
			this.$form.find(`select[data-task="${task}"]`).val(outcome);
		this.input("introductory").prop("checked", Boolean(state.introductory));
		this.show_introductory();
		for (const name of ["participants", "scheduled_actions", "usual_actions"])
			this.input(name).each((_at, box) => {
				box.checked = (state[name] || []).includes(box.value);
			});
		this.show_chips();
	}

	read() {
		const value = (name) => this.input(name).val() || "";
		const ticked = (name) =>
			this.input(name)
				.filter(":checked")
				.map((_at, box) => box.value)
				.get();
		const times = {
			visit_date: value("visit_date"),
			from_time: value("from_time"),
			to_time: value("to_time"),
		};
		return {
			mode: this.mode,
			...times,
			...this.times,
			introductory: this.input("introductory").prop("checked") ? 1 : 0,
			ends_next_day: passes_midnight(times) ? 1 : 0,
			kind: value("kind"),
			place: value("place"),
			after_withdrawal: value("after_withdrawal"),
			participants: ticked("participants"),
			others: value("others"),
			scheduled_actions: ticked("scheduled_actions"),
			usual_actions: ticked("usual_actions"),
			actions: value("actions"),
			closed_tasks: this.closed_tasks(),
			course: value("course"),
			next_meeting_tasks: value("next_meeting_tasks"),
			signature: (this.pad ? this.pad.value : this.signature) || "",
			signed_by: value("signed_by"),
			kilometres: value("kilometres"),
			travel_from: value("travel_from"),
			travel_to: value("travel_to"),
			office: this.office.read(),
		};
	}

	// Returns [name, action] of each ticked action of the schedule.
	ticked_actions() {
		const { scheduled_actions } = this.read();
		return this.actions({ scheduled_actions })
			.filter(({ name }) => scheduled_actions.includes(name))
			.map(({ name, label }) => [name, label]);
	}

	// Returns what was done as one text, as the server writes it when the page saves.
	actions_text() {
		const { usual_actions, actions } = this.read();
		const done = [
			...this.ticked_actions().map(([, action]) => action),
			...usual_actions,
			actions.trim(),
		];
		return [...new Set(done.filter(Boolean))].join("; ");
	}

	closed_tasks() {
		return this.$form
			.find("select[data-task]")
			.map((_at, select) => ({ task: select.dataset.task, outcome: select.value }))
			.get()
			.filter(({ outcome }) => outcome);
	}

	listen() {
		const { $form, on } = this;
		$form.on("click", ".qv-back", () => on.back());
		$form.on("click", ".qv-discard", () => on.discard());
		$form.on("click", ".qv-full-form", () => on.full_form());
		$form.on("click", "[data-duration]", (event) => this.choose_duration(event.currentTarget));
		$form.on("click", "[data-start]", (event) => this.choose_start(event.currentTarget));
		$form.on("click", ".qv-sign", () => this.open_pad());
		$form.on("input", "[name=from_time], [name=to_time]", (event) =>
			this.type_time(event.target.name)
		);
		$form.on("input change", "[name=visit_date]", () => {
			this.is_day_moved = false;
			this.show_introductory();
		});
		$form.on("input change", "input, select, textarea", () => on.change());
		$form.on("submit", (event) => {
			event.preventDefault();
			on.save();
		});
	}

	choose_duration(chip) {
		this.times.duration = Number(chip.dataset.duration);
		const start = {
			visit_date: this.input("visit_date").val(),
			from_time: this.times.is_start_said ? this.input("from_time").val() : "",
		};
		// For a day other than today the hours cannot be guessed from the present time.
		const days = [this.opened.day, now().day];
		const is_known = start.from_time || days.includes(start.visit_date);
		this.set_times(is_known ? by_duration(start, this.times.duration, now()) : {});
	}

	choose_start(chip) {
		this.times.is_start_said = true;
		const start = by_start(Number(chip.dataset.start), this.opened);
		this.set_times(this.times.duration ? by_duration(start, this.times.duration, now()) : start);
	}

	// Offered for a day before the assignment; such a contact is not listed on F4.
	show_introductory() {
		const { first_day } = this.context;
		const day = this.input("visit_date").val();
		const is_before = Boolean(first_day && day && day < first_day);
		this.$form.find(".qv-introductory").prop("hidden", !is_before);
		if (!is_before) this.input("introductory").prop("checked", false);
	}

	// A typed beginning moves the end by the chosen duration; a typed end clears the chosen duration.
	type_time(name) {
		if (name === "to_time") this.times.duration = null;
		else this.times.is_start_said = Boolean(this.input(name).val());
		if (name === "from_time" && this.times.is_start_said && this.times.duration)
			this.input("to_time").val(
				by_duration({ from_time: this.input(name).val() }, this.times.duration, now()).to_time
			);
		this.set_day_of_night();
		this.show_chips();
	}

	set_times(times) {
		this.set_latest_day();
		for (const [name, value] of Object.entries(times)) this.input(name).val(value);
		this.set_day_of_night();
		this.show_chips();
		this.on.change();
	}

	// The form may stay open over midnight.
	set_latest_day() {
		this.input("visit_date").attr("max", now().day);
	}

	// Hours of last night that are typed after midnight are yesterday's; the day comes back when they are changed again.
	set_day_of_night() {
		const times = {
			from_time: this.input("from_time").val(),
			to_time: this.input("to_time").val(),
		};
		const present = now();
		const is_today = this.input("visit_date").val() === present.day;
		const is_night = began_yesterday(times, present);
		if (is_night ? !is_today : !this.is_day_moved) return;
		this.is_day_moved = is_night;
		this.input("visit_date").val(is_night ? day_before(present.day) : present.day);
		this.show_introductory();
	}

	show_chips() {
		const from_time = this.input("from_time").val();
		this.$form.find(".qv-chip").each((_at, chip) => {
			const is_chosen = chip.dataset.duration
				? Number(chip.dataset.duration) === this.times.duration
				: this.times.is_start_said && chip.textContent === from_time;
			$(chip).toggleClass("ops-chosen", is_chosen).attr("aria-pressed", String(is_chosen));
		});
	}

	// Returns why the visit cannot be saved yet, so that the user need not wait for the server's refusal.
	refusal() {
		const missing = this.missing();
		return missing ? __("{0} is missing.", [missing]) : this.day_refusal();
	}

	day_refusal() {
		this.set_latest_day();
		const date = this.input("visit_date")[0];
		if (date.checkValidity()) return "";
		const [first, last] = [date.min, date.max].map((day) => frappe.datetime.str_to_user(day));
		return __("{0}: from {1} to {2}.", [__("Visit Date"), first, last]);
	}

	missing() {
		const needed = {
			from_time: __("From Time"),
			to_time: __("To Time"),
			visit_date: __("Visit Date"),
		};
		const lacking = Object.keys(needed)
			.filter((name) => !this.input(name).val())
			.map((name) => needed[name])[0];
		return lacking || (this.lacks_actions() ? __("Actions Taken") : this.office.missing());
	}

	// A phone call, or an attempt that met nobody, is itself what was done.
	lacks_actions() {
		const { kind, actions, scheduled_actions, usual_actions } = this.read();
		if (this.is_call || this.done_by_themselves.includes(kind)) return false;
		return !(actions.trim() || scheduled_actions.length || usual_actions.length);
	}

	show_restored(text) {
		const throw_away = `<button type="button" class="btn btn-default qv-discard">${__(
			"Throw It Away"
		)}</button>`;
		this.$form.find(".qv-restored").html(`<span>${escape(text)}</span> ${throw_away}`);
	}

	show_error(text) {
		const $error = this.$form.find(".qv-error").text(text || "");
		if (text) $error[0].scrollIntoView({ block: "center" });
	}

	show_state(text) {
		this.$form.find(".qv-state").text(text || "");
	}

	set_saving(is_saving) {
		// An entry that is being sent must not change.
		this.$form.find("button, input, select, textarea").prop("disabled", is_saving);
	}

	focus() {
		this.$form.find(".qv-title").trigger("focus");
	}

	input(name) {
		return this.$form.find(`[name="${name}"]`);
	}
}
