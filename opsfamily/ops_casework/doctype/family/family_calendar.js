// „Terminy” as a calendar: the deadlines of the user's families. They cannot be moved here.
frappe.views.calendar["Family"] = {
	field_map: opsfamily.event_fields,
	gantt: {
		field_map: { id: "name", start: "creation", end: "modified", title: "representative" },
		order_by: "creation",
	},
	get_events_method: "opsfamily.clocks.calendar.deadline_events",
	options: opsfamily.calendar_options({ editable: false, selectable: false }),
};
