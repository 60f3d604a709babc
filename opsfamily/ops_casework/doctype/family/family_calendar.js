// „Terminy” as a calendar: every clock of the own families. What is due is moved by nobody here.
frappe.views.calendar["Family"] = {
	field_map: opsfamily.event_fields,
	gantt: {
		field_map: { id: "name", start: "creation", end: "modified", title: "representative" },
		order_by: "creation",
	},
	get_events_method: "opsfamily.clocks.calendar.deadline_events",
	options: opsfamily.calendar_options({ editable: false, selectable: false }),
};
