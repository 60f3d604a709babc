frappe.ui.form.on("Planned Visit", {
	setup(frm) {
		frm.set_query("scheduled_action", "scheduled_actions", () => ({
			filters: { family: frm.doc.family, outcome: "Pending" },
		}));
	},

	onload(frm) {
		if (frm.is_new() && is_present(frm.doc.from_time)) frm.doc.from_time = frm.doc.to_time = "";
	},

	refresh(frm) {
		opsfamily.show_as_hours(frm, ["minutes"]);
		if (frm.is_new() || !frm.perm[0]?.write) return;
		if (frm.doc.status === "Visit Planned") {
			frm
				.add_custom_button(__("Write the Visit"), () => write_visit(frm.doc))
				.addClass("btn-primary");
			frm.add_custom_button(__("Call Off or Move"), () => ask_to_call_off(frm));
		}
		if (frm.doc.status === "Visit Called Off")
			frm.add_custom_button(__("Take Back"), () => ask(frm, "restore_planned_visit", {}));
	},
});

// The phone page writes the user's own visit, also in somebody's stead. Coordinator and head write one for its worker.
function write_visit({ name, family, worker, planned_on, from_time, to_time }) {
	const is_others = worker !== frappe.session.user;
	if (!is_others || !frappe.user.has_role(["Family Coordinator", "Head of Centre"]))
		return frappe.set_route("quick-visit", family, name);
	const visit = frappe.model.get_new_doc("Family Visit");
	// The plan itself is read-only in the form, which the platform's own way of beginning a document leaves out.
	Object.assign(visit, { family, assistant: worker, planned_visit: name, visit_date: planned_on });
	Object.assign(visit, { from_time, to_time, __has_hours: 1 });
	frappe.set_route("Form", visit.doctype, visit.name);
}

// Frappe fills in the present time; hours that were drawn in the calendar are whole minutes.
function is_present(time) {
	return Boolean(time) && !String(time).endsWith(":00");
}

function ask_to_call_off(frm) {
	const callers = ["The Family", "The Worker", "Somebody Else"];
	const fields = [
		{
			fieldname: "by",
			fieldtype: "Select",
			label: __("Called Off By"),
			options: callers.map((value) => ({ value, label: __(value) })),
			default: callers[0],
			reqd: 1,
		},
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason") },
		{ fieldtype: "Section Break", label: __("Moved To") },
		{
			fieldname: "day",
			fieldtype: "Date",
			label: __("New Day"),
			description: __("Empty: called off without a new day."),
		},
		{
			fieldname: "from_time",
			fieldtype: "Time",
			label: __("From Time"),
			default: frm.doc.from_time,
			depends_on: "day",
		},
		{
			fieldname: "to_time",
			fieldtype: "Time",
			label: __("To Time"),
			default: frm.doc.to_time,
			depends_on: "day",
		},
	];
	frappe.prompt(
		fields,
		(values) =>
			values.day
				? ask(frm, "move_planned_visit", values)
				: ask(frm, "call_off_planned_visit", { by: values.by, reason: values.reason }),
		__("Call Off or Move")
	);
}

function ask(frm, method, values) {
	return opsfamily
		.call(method, { planned_visit: frm.doc.name, ...values }, "POST")
		.then(() => frm.reload_doc());
}
