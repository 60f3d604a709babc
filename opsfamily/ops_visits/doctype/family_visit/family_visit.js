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
		if (frm.is_new() && !frm.doc.amended_from) frm.doc.from_time = frm.doc.to_time = "";
	},

	refresh(frm) {
		opsfamily.show_as_hours(frm, ["minutes"]);
		frm.trigger("load_family");
	},

	family(frm) {
		frm.trigger("load_family");
	},

	load_family(frm) {
		if (!frm.doc.family) return;
		opsfamily.call("visit_context", { family: frm.doc.family }, "GET").then((context) => {
			if (frm.is_new() && !frm.doc.place) frm.set_value("place", context.last_place);
			if (frm.is_new() && !frm.doc.kind) frm.set_value("kind", context.last_kind);
			show_what_to_know(frm, context);
			offer_members(frm, context.members);
			offer_actions(frm, context.actions);
		});
	},
});

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

function offer_members(frm, members) {
	const grid = frm.fields_dict.participants.grid;
	for (const name of members) {
		grid.add_custom_button(opsfamily.escape(name), () => {
			const rows = frm.doc.participants || [];
			if (rows.some((row) => opsfamily.as_written(row.full_name) === name)) return;
			frm.add_child("participants", { full_name: name });
			frm.refresh_field("participants");
			frm.dirty();
		});
	}
}

function offer_actions(frm, actions) {
	if (!actions.length) return;
	const grid = frm.fields_dict.scheduled_actions.grid;
	grid.add_custom_button(__("Choose from the Schedule"), () => choose_actions(frm, actions));
}

function choose_actions(frm, actions) {
	const chosen = (frm.doc.scheduled_actions || []).map((row) => row.scheduled_action);
	const options = actions.map((action) => ({
		label: opsfamily.escape(`${action.action} (${__(action.party)})`),
		value: action.name,
		checked: chosen.includes(action.name),
	}));
	frappe.prompt(
		{ fieldname: "actions", fieldtype: "MultiCheck", options, columns: 1 },
		(values) => {
			frm.clear_table("scheduled_actions");
			for (const name of values.actions) {
				const action = actions.find((candidate) => candidate.name === name);
				frm.add_child("scheduled_actions", {
					scheduled_action: name,
					action: action.action,
				});
			}
			frm.refresh_field("scheduled_actions");
			frm.dirty();
		},
		__("Scheduled Actions Worked On")
	);
}
