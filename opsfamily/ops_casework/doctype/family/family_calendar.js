// „Terminy” as a calendar: the deadlines of the user's families. They cannot be moved here.
// Of a large section an event is the number of a day's deadlines: a click lists them. v16 gives the event in an object.
const open_deadline = (given) => {
	const { doctype, name, is_sum } = given.event ? given.event.extendedProps : given;
	if (is_sum) return frappe.set_route("query-report", "Deadlines", { until: name });
	if (frappe.model.can_read(doctype)) return frappe.set_route("Form", doctype, name);
};

frappe.views.calendar["Family"] = {
	field_map: opsfamily.event_fields,
	gantt: {
		field_map: { id: "name", start: "creation", end: "modified", title: "representative" },
		order_by: "creation",
	},
	get_events_method: "opsfamily.clocks.calendar.deadline_events",
	options: opsfamily.calendar_options({
		editable: false,
		selectable: false,
		eventClick: open_deadline,
	}),
};
