frappe.views.calendar["Scheduled Action"] = {
	field_map: { start: "due_date", end: "due_date", id: "name", title: "action" },
	gantt: { field_map: { start: "start_date", end: "due_date", id: "name", title: "action" } },
	filters: [
		{ fieldtype: "Link", fieldname: "family", options: "Family", label: __("Family") },
		{
			fieldtype: "Select",
			fieldname: "outcome",
			options: "\nPending\nDone\nPartly Done\nNot Done\nWithdrawn",
			label: __("Outcome"),
		},
	],
};
