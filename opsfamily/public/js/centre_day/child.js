import { render } from "../shared/html";
import { OfficeFields, ask_office_fields, mandatory } from "../shared/office_fields";
import { get, post } from "../shared/phone_server";
import "./cd_child.html";
import "./cd_form.html";

export const PRESENCES = ["Present", "Absent", "Excused"];
const TEXTS = ["mood", "behaviour", "learning", "alarm_text"];
let forms_made = 0;

// One child on one day: the stored note, the unsaved changes, and whether they are being sent.
export class Child {
	// on: callbacks { saved, problem, centre }; `centre` returns the centre that is shown; asked: the office's own
	// mandatory fields
	constructor({ enrolment, child, group, note, may_change }, { day, moods, asked, on }) {
		Object.assign(this, { enrolment, name: child, group, may_change, day, moods, asked, on });
		this.note = note;
		this.typed = null; // the values of the opened form that are not saved
		this.wanted = null; // the values that are to be sent or being sent
		this.error = "";
	}

	get presence() {
		return (this.wanted || this.note)?.presence || "";
	}

	get is_unsaved() {
		return Boolean(this.wanted || this.typed);
	}

	get stored() {
		const note = this.note || {};
		const texts = Object.fromEntries(TEXTS.map((name) => [name, note[name] || ""]));
		const { presence = "Present", alarm, office = {} } = note;
		return { presence: presence || "Present", alarm: alarm ? 1 : 0, office, ...texts };
	}

	make($parent) {
		this.$row = $(`<li class="cd-child"></li>`).appendTo($parent);
		this.$row.on("click", "[data-presence]", (event) =>
			this.tap(event.currentTarget.dataset.presence)
		);
		this.$row.on("click", ".cd-open", () => this.toggle());
		this.$row.on("click", ".cd-again", () => this.load_anew());
		this.$row.on("click", ".cd-drop", () => this.drop());
		this.$row.on("input change", ".cd-form [name]", () => this.type());
		this.$row.on("submit", ".cd-form", (event) => {
			event.preventDefault();
			this.save_form();
		});
		this.draw();
	}

	draw() {
		const { name: child, may_change } = this;
		this.$row.html(render("cd_child", { child, may_change, presences: PRESENCES }));
		this.refresh();
	}

	// Redraw only parts outside the form, so that an opened form keeps its text and its focus.
	refresh() {
		this.$row.find("[data-presence]").each((_at, button) => {
			const is_chosen = button.dataset.presence === this.presence;
			$(button).toggleClass("ops-chosen", is_chosen).attr("aria-pressed", String(is_chosen));
		});
		const note = this.note || {};
		const written = note.mood || note.behaviour || note.learning ? __("Described") : "";
		const alarm = note.alarm ? `⚠ ${__("Sign of Alarm")}` : "";
		this.$row.toggleClass("cd-alarmed", Boolean(note.alarm));
		this.$row.find(".cd-told").text([note.mood, written, alarm].filter(Boolean).join(" · "));
		this.$row.find(".cd-error").text(this.error);
	}

	say(text) {
		this.$row.find(".cd-state").text(text);
	}

	// Presence by a tap

	async tap(presence) {
		// Text in the form is not sent along: it is saved by its own button.
		const values = { ...this.stored, presence };
		if (this.lacks_office()) {
			const office = await ask_office_fields(this.asked, {
				title: this.name,
				values: values.office,
				only_mandatory: true,
			});
			Object.assign(values, { office: { ...values.office, ...office } });
		}
		return this.save(values);
	}

	lacks_office() {
		const { office } = this.stored;
		return mandatory(this.asked?.fields || []).some(
			({ fieldname }) => (office[fieldname] ?? "") === ""
		);
	}

	// The form

	toggle() {
		const $body = this.$row.find(".cd-body");
		const is_open = Boolean($body.children().length);
		if (is_open && this.typed) return this.show_error(__("Save what you have written first."));
		this.$row.find(".cd-open").attr("aria-expanded", String(!is_open));
		if (is_open) return $body.empty();
		$body.html(this.form());
		this.fill(this.wanted || this.stored);
	}

	form() {
		const { may_change } = this;
		const moods = [...new Set([...this.moods, this.note?.mood])].filter(Boolean);
		const number = ++forms_made;
		const id = (name) => `cd-field-${number}-${name}`;
		return render("cd_form", { moods, may_change, id });
	}

	fill(values) {
		this.office = new OfficeFields(this.$row.find(".cd-office"), {
			asked: this.asked,
			values: values.office,
			on_change: () => this.type(),
		});
		for (const name of TEXTS) this.input(name).val(values[name]);
		this.input("alarm").prop("checked", Boolean(values.alarm));
		this.show_alarm_text();
	}

	read() {
		const texts = TEXTS.map((name) => [name, this.input(name).val() || ""]);
		const alarm = this.input("alarm").prop("checked") ? 1 : 0;
		const office = this.office.read();
		return { ...Object.fromEntries(texts), alarm, office, presence: this.presence || "Present" };
	}

	type() {
		this.typed = this.read();
		this.show_alarm_text();
		this.say(__("Not saved yet"));
	}

	show_alarm_text() {
		const is_shown = this.input("alarm").prop("checked") || this.input("alarm_text").val();
		this.$row.find(".cd-alarm-text").prop("hidden", !is_shown);
	}

	save_form() {
		const missing = this.office.missing();
		if (missing) return this.show_error(__("{0} is missing.", [missing]));
		return this.save(this.read(), true);
	}

	drop() {
		this.typed = null;
		this.show_error("");
		this.say("");
		this.toggle();
	}

	// Saving: one request at a time; values that did not arrive are sent again later.

	save(values, is_form = false) {
		this.wanted = values;
		if (is_form) this.typed = values;
		this.show_error("");
		this.refresh();
		return this.send();
	}

	async send() {
		if (this.is_sending || !this.wanted) return;
		this.is_sending = true;
		const sent = this.wanted;
		this.say(__("Saving…"));
		try {
			this.accept(await this.post(sent), sent);
		} catch (problem) {
			this.keep(problem);
		}
		this.is_sending = false;
		if (this.wanted && this.wanted !== sent) await this.send();
	}

	post(values) {
		const { enrolment, day, note } = this;
		const known = note ? { ...values, modified: note.modified } : values;
		return post("save_day_note", { enrolment, day, values: known });
	}

	accept(note, sent) {
		this.note = note;
		if (this.wanted === sent) this.wanted = null;
		const is_form_saved =
			this.typed && TEXTS.every((name) => (this.typed[name] || "") === sent[name]);
		const is_office_saved =
			JSON.stringify(this.typed?.office || {}) === JSON.stringify(sent.office || {});
		if (is_form_saved && is_office_saved && this.typed.alarm === sent.alarm) this.typed = null;
		this.refresh();
		if (!this.typed && this.$row.find(".cd-form").length) this.toggle();
		this.say(this.typed ? __("Not saved yet") : __("Saved, {0}", [moment().format("HH:mm")]));
		this.on.saved(this);
	}

	// After a refusal the stored note is shown again; after a lost connection the values wait to be sent again.
	keep(problem) {
		this.problem = problem;
		if (problem.is_passing) {
			this.say(__("Not saved: waits for the connection."));
		} else {
			this.wanted = null;
			this.say("");
			this.show_error(problem.message || __("It could not be saved. What you typed is kept."));
			this.offer_reload(problem);
		}
		this.refresh();
		this.on.problem(problem);
	}

	offer_reload(problem) {
		if (problem.kind !== "refused") return;
		const button = `<button type="button" class="btn btn-default ops-wide cd-again">${__(
			"Load This Child Anew"
		)}</button>`;
		this.$row.find(".cd-state").html(button);
	}

	// Load the stored note anew; typed text stays in the form, to be saved over it or discarded.
	async load_anew() {
		try {
			const { children } = await get("centre_day", {
				centre: this.on.centre(),
				day: this.day,
			});
			const row = children.find(({ enrolment }) => enrolment === this.enrolment);
			this.note = row?.note || null;
			this.show_error("");
			this.refresh();
			this.say(this.typed ? __("Not saved yet") : "");
		} catch (problem) {
			this.on.problem(problem);
		}
	}

	show_error(text) {
		this.error = text;
		this.$row.find(".cd-error").text(text);
	}

	input(name) {
		return this.$row.find(`.cd-form [name="${name}"]`);
	}
}
