// Pixels, as on the page for the thumb; a longer text is shown whole.
const TEXT_HEIGHTS = {
	place: 44,
	actions: 72,
	course: 168,
	next_meeting_tasks: 80,
	third_party_note: 100,
};

frappe.ui.form.on("Family Visit", {
	setup(frm) {
		frm.set_query("kind", () => ({ filters: { disabled: 0 } }));
		frm.set_query("same_meeting_as", () => ({
			filters: {
				assistant: frm.doc.assistant,
				visit_date: frm.doc.visit_date,
				family: ["!=", frm.doc.family],
			},
		}));
		frm.set_query("scheduled_action", "scheduled_actions", () => ({
			filters: { family: frm.doc.family, outcome: "Pending" },
		}));
	},

	onload(frm) {
		// Frappe fills in the present time; only the assistant knows the hours of the contact.
		const has_hours = frm.doc.amended_from || frm.doc.__has_hours;
		if (frm.is_new() && !has_hours) frm.doc.from_time = frm.doc.to_time = "";
	},

	refresh(frm) {
		opsfamily.show_as_hours(frm, ["minutes"]);
		opsfamily.fit_texts(frm, TEXT_HEIGHTS);
		frm.trigger("load_family");
		const { family, name, visit_date } = frm.doc;
		opsfamily.add_sheet_button(frm, "A Visit", { family, visit: name, sheet_date: visit_date });
	},

	family(frm) {
		frm.trigger("load_family");
	},

	visit_date(frm) {
		if (frm.visit_context) ask_more(frm, frm.visit_context);
	},

	load_family(frm) {
		if (!frm.doc.family) return;
		opsfamily.call("visit_context", { family: frm.doc.family }, "GET").then((context) => {
			frm.visit_context = context;
			if (frm.is_new() && !frm.doc.place) frm.set_value("place", context.last_place);
			if (frm.is_new() && !frm.doc.kind) frm.set_value("kind", context.last_kind);
			ask_more(frm, context);
			show_what_to_know(frm, context);
			offer_members(frm, context.members);
			offer_actions(frm, context.actions);
		});
	},
});

// What is rarely needed is folded; it opens where this visit needs it.
function ask_more(frm, { withdrawn_on, first_day }) {
	const day = frm.doc.visit_date;
	frm.doc.__asks_more = Boolean(withdrawn_on || (first_day && day && day < first_day));
	frm.layout.refresh_section_collapse();
}

// Show the warning for the home and the family's open tasks, each with buttons that close it.
function show_what_to_know(frm, { warning, open_tasks }) {
	const lines = warning
		? [`<strong>${__("Warning for the Home")}:</strong> ${opsfamily.escape(warning)}`]
		: [];
	if (open_tasks.length) lines.push(`<strong>${__("Until this meeting")}:</strong>`);
	lines.push(...open_tasks.map(task_line));
	frm.set_intro(""); // set_intro adds to an intro that is already shown
	frm.set_intro(
		lines.length ? `<div>${lines.join("<br>")}</div>` : "",
		warning ? "orange" : "blue"
	);
	frm.layout.message.find("[data-task]").on("click", ({ currentTarget }) => {
		const { task, outcome } = currentTarget.dataset;
		opsfamily
			.call("close_task", { task, outcome }, "POST")
			.then((tasks) => show_what_to_know(frm, { warning, open_tasks: tasks }));
	});
}

function task_line({ task, text, agreed_on }) {
	const close = (outcome) =>
		`<button type="button" class="btn btn-xs btn-default" data-task="${opsfamily.escape(
			task
		)}" data-outcome="${outcome}">${__(outcome)}</button>`;
	const since = frappe.datetime.str_to_user(agreed_on);
	return `${opsfamily.escape(text)} (${since}) ${close("Task Done")} ${close("Task Dropped")}`;
}

// In the order of the household, so that a card names people alike.
function offer_members(frm, members) {
	opsfamily.show_chips(frm, "participants", {
		options: members.map((name) => ({ value: name, label: name })),
		column: "full_name",
		other: __("Somebody Else…"),
	});
}

function offer_actions(frm, actions) {
	opsfamily.show_chips(frm, "scheduled_actions", {
		options: actions.map(({ name, action, due_date }) => ({
			value: name,
			label: due_date
				? `${action} (${__("until {0}", [frappe.datetime.str_to_user(due_date)])})`
				: action,
			fill: { action },
		})),
		column: "scheduled_action",
		known: ["action"],
		shown: "action",
	});
}
