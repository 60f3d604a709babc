import { by_duration, by_start, now, passes_midnight } from "./clock";

const DURATIONS = { visit: [30, 45, 60, 90, 120], phone: [5, 10, 15, 20, 30] };
const STARTS = [30, 60, 90, 120, 180]; // minutes ago

const escape = (text) => frappe.utils.escape_html(text || "");
let fields_made = 0;

// The screen of one visit (or phone call): shows an entry's state, and says what stands on it.
export class VisitForm {
	// on: { change, save, discard, back }
	constructor(parent, { family, context, state, kinds, on }) {
		Object.assign(this, { family, context, kinds, on, mode: state.mode });
		this.times = { duration: state.duration, is_start_said: Boolean(state.is_start_said) };
		this.$form = $(
			`<form class="quick-visit-form" novalidate autocomplete="off"></form>`
		).appendTo(parent);
		this.make(state);
		this.fill(state);
		this.listen();
	}

	get is_call() {
		return this.mode === "phone";
	}

	make(state) {
		const parts = this.is_call ? this.parts_of_call(state) : this.parts_of_visit(state);
		const name = escape(this.family.representative);
		this.$form.html(`
			<button type="button" class="btn btn-default qv-back">← ${__("My Families")}</button>
			<h2 class="qv-title" tabindex="-1">${name}${this.is_call ? ` – ${__("Phone Call")}` : ""}</h2>
			${banner("qv-warning", __("Warning for the Home"), this.warning)}
			<div class="qv-outing"></div>
			<div class="qv-restored" role="status"></div>
			${parts.join("")}
			<div class="qv-error" role="alert"></div>
			<button type="submit" class="btn btn-primary qv-save">${__("Save")}</button>
			<p class="qv-state" role="status"></p>`);
		if (!this.is_call) this.make_pad(state.signature);
	}

	parts_of_visit(state) {
		return [
			banner("qv-tasks", __("Until this meeting"), this.context.last_tasks),
			this.where(),
			this.when(),
			this.ticks("participants", __("Who was there"), this.members(state)),
			this.ticks("scheduled_actions", __("Scheduled actions worked on"), this.actions(state)),
			area("course", __("How the visit went"), 7),
			area("next_meeting_tasks", __("Until the Next Meeting"), 3),
			this.signature_block(),
		];
	}

	parts_of_call(state) {
		return [
			this.when(),
			area("course", __("What the call was about"), 7),
			this.ticks("participants", __("Who was spoken to"), this.members(state)),
		];
	}

	// The list has it too, so that it is seen before going, also without a connection.
	get warning() {
		return this.context.warning || this.family.home_warning;
	}

	where() {
		const options = this.kinds.map(
			(kind) => `<option value="${escape(kind)}">${escape(kind)}</option>`
		);
		const kind = `<select class="form-control" name="kind">${options.join("")}</select>`;
		const place = `<input class="form-control" name="place" type="text">`;
		return `<div class="qv-pair">${labelled(__("Contact Kind"), kind)}${labelled(
			__("Meeting Place"),
			place
		)}</div>`;
	}

	when() {
		const chip = (name, value, text) =>
			`<button type="button" class="btn btn-default qv-chip" data-${name}="${value}"
				aria-pressed="false">${text}</button>`;
		this.opened = now();
		const starts = STARTS.map((ago) => chip("start", ago, by_start(ago, this.opened).from_time));
		const durations = DURATIONS[this.mode].map((minutes) =>
			chip("duration", minutes, __("{0} min", [minutes]))
		);
		const input = (name, type, label) =>
			labelled(label, `<input class="form-control" name="${name}" type="${type}">`);
		return `
			<fieldset><legend>${__("How long")}</legend><div class="qv-chips">${durations.join(
			""
		)}</div></fieldset>
			${
				this.is_call
					? ""
					: `<fieldset><legend>${__("Began at")}</legend><div class="qv-chips">${starts.join(
							""
					  )}</div></fieldset>`
			}
			<div class="qv-times">
				${input("visit_date", "date", __("Visit Date"))}
				${input("from_time", "time", __("From Time"))}
				${input("to_time", "time", __("To Time"))}
			</div>`;
	}

	ticks(name, legend, choices) {
		const rows = choices.map(
			({ value, text, note }) => `<label class="qv-tick">
				<input type="checkbox" name="${name}" value="${escape(value)}">
				<span>${escape(text)}${note ? ` <small>${escape(note)}</small>` : ""}</span></label>`
		);
		const others =
			name === "participants"
				? labelled(
						__("Others, separated by commas"),
						`<input class="form-control" name="others" type="text">`
				  )
				: "";
		if (!rows.length && !others) return "";
		return `<fieldset><legend>${legend}</legend><div class="qv-ticks">${rows.join(
			""
		)}</div>${others}</fieldset>`;
	}

	// What was ticked stays to be seen, also when the family's page cannot be asked now.
	members(state) {
		const names = new Set([...(this.context.members || []), ...(state.participants || [])]);
		return [...names].filter(Boolean).map((name) => ({ value: name, text: name }));
	}

	actions(state) {
		const known = (this.context.actions || []).map((action) => ({
			value: action.name,
			text: action.action,
			note: action.due_date && __("until {0}", [frappe.datetime.str_to_user(action.due_date)]),
		}));
		const lost = (state.scheduled_actions || [])
			.filter((name) => !known.some((action) => action.value === name))
			.map((name) => ({ value: name, text: name }));
		return [...known, ...lost];
	}

	signature_block() {
		return `<fieldset class="qv-signature">
			<button type="button" class="btn btn-default qv-sign" aria-expanded="false">${__(
				"Signature on the screen"
			)}</button>
			<div class="qv-pad" hidden>${labelled(
				__("Signed By"),
				`<input class="form-control" name="signed_by" type="text">`
			)}<div class="qv-canvas"></div></div></fieldset>`;
	}

	// Made at once, as its library cannot be fetched when the connection is gone.
	make_pad(signature) {
		this.pad = frappe.ui.form.make_control({
			parent: this.$form.find(".qv-canvas"),
			df: { fieldtype: "Signature", fieldname: "signature", label: __("Signature") },
			render_input: true,
		});
		this.pad.df.change = () => this.on.change();
		if (!signature) return;
		this.pad.value = signature;
		this.open_pad();
	}

	open_pad() {
		this.$form.find(".qv-pad").prop("hidden", false);
		this.$form.find(".qv-sign").attr("aria-expanded", "true");
	}

	fill(state) {
		for (const name of [
			"kind",
			"place",
			"visit_date",
			"from_time",
			"to_time",
			"course",
			"next_meeting_tasks",
			"signed_by",
			"others",
		])
			this.input(name).val(state[name] || "");
		for (const name of ["participants", "scheduled_actions"])
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
			ends_next_day: passes_midnight(times) ? 1 : 0,
			kind: value("kind"),
			place: value("place"),
			participants: ticked("participants"),
			others: value("others"),
			scheduled_actions: ticked("scheduled_actions"),
			course: value("course"),
			next_meeting_tasks: value("next_meeting_tasks"),
			signature: this.pad?.value || "",
			signed_by: value("signed_by"),
		};
	}

	listen() {
		const { $form, on } = this;
		$form.on("click", ".qv-back", () => on.back());
		$form.on("click", ".qv-discard", () => on.discard());
		$form.on("click", "[data-duration]", (event) => this.choose_duration(event.currentTarget));
		$form.on("click", "[data-start]", (event) => this.choose_start(event.currentTarget));
		$form.on("click", ".qv-sign", () => this.open_pad());
		$form.on("input", "[name=from_time], [name=to_time]", (event) =>
			this.type_time(event.target.name)
		);
		$form.on("input change", "input, select, textarea", () => on.change());
		$form.on("submit", (event) => {
			event.preventDefault();
			on.save();
		});
	}

	choose_duration(chip) {
		this.times.duration = Number(chip.dataset.duration);
		const said = {
			visit_date: this.input("visit_date").val(),
			from_time: this.times.is_start_said ? this.input("from_time").val() : "",
		};
		// On another day nothing says when it was.
		const is_known = said.from_time || said.visit_date === this.opened.day;
		this.set_times(is_known ? by_duration(said, this.times.duration, now()) : {});
	}

	choose_start(chip) {
		this.times.is_start_said = true;
		const start = by_start(Number(chip.dataset.start), this.opened);
		this.set_times(this.times.duration ? by_duration(start, this.times.duration, now()) : start);
	}

	// A typed beginning moves the end along; a typed end is no round duration.
	type_time(name) {
		if (name === "to_time") this.times.duration = null;
		else this.times.is_start_said = Boolean(this.input(name).val());
		if (name === "from_time" && this.times.is_start_said && this.times.duration)
			this.input("to_time").val(
				by_duration({ from_time: this.input(name).val() }, this.times.duration, now()).to_time
			);
		this.show_chips();
	}

	set_times(times) {
		for (const [name, value] of Object.entries(times)) this.input(name).val(value);
		this.show_chips();
		this.on.change();
	}

	show_chips() {
		const from_time = this.input("from_time").val();
		this.$form.find(".qv-chip").each((_at, chip) => {
			const is_chosen = chip.dataset.duration
				? Number(chip.dataset.duration) === this.times.duration
				: this.times.is_start_said && chip.textContent === from_time;
			$(chip).toggleClass("qv-chosen", is_chosen).attr("aria-pressed", String(is_chosen));
		});
	}

	// The label of the first thing that is missing, so that nobody waits for the server to hear it.
	missing() {
		const needed = {
			from_time: __("From Time"),
			to_time: __("To Time"),
			visit_date: __("Visit Date"),
		};
		return Object.keys(needed)
			.filter((name) => !this.input(name).val())
			.map((name) => needed[name])[0];
	}

	show_restored(text) {
		this.$form.find(".qv-restored").html(
			`<span>${escape(text)}</span>
			<button type="button" class="btn btn-default qv-discard">${__("Throw It Away")}</button>`
		);
	}

	show_error(text) {
		const $error = this.$form.find(".qv-error").text(text || "");
		if (text) $error[0].scrollIntoView({ block: "center" });
	}

	show_state(text) {
		this.$form.find(".qv-state").text(text || "");
	}

	set_saving(is_saving) {
		// Nothing is typed into what is on its way.
		this.$form.find("button, input, select, textarea").prop("disabled", is_saving);
	}

	focus() {
		this.$form.find(".qv-title").trigger("focus");
	}

	input(name) {
		return this.$form.find(`[name="${name}"]`);
	}
}

function labelled(label, control) {
	const id = `qv-field-${++fields_made}`;
	return `<div class="qv-field"><label for="${id}">${label}</label>${control.replace(
		/^<(\w+)/,
		`<$1 id="${id}"`
	)}</div>`;
}

function area(name, label, rows) {
	return labelled(
		label,
		`<textarea class="form-control" name="${name}" rows="${rows}"></textarea>`
	);
}

function banner(css, title, text) {
	return text
		? `<div class="qv-banner ${css}" role="note"><strong>${title}:</strong> <span>${escape(
				text
		  )}</span></div>`
		: "";
}
