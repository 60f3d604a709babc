// Visits and due actions. A visit may be dragged by its assistant while the month's card is not sent.
// Of a large section an event is the number of a day's visits or actions: a click lists them. v16 gives the event in an
// object.
const list_day = (doctype, day) =>
	doctype === "Family Visit"
		? frappe.set_route("List", doctype, { visit_date: day })
		: frappe.set_route("List", doctype, { due_date: day, outcome: "Pending" });

const open_event = (given) => {
	const { doctype, name, is_sum } = given.event ? given.event.extendedProps : given;
	if (is_sum) return list_day(doctype, name);
	if (frappe.model.can_read(doctype)) return frappe.set_route("Form", doctype, name);
};

frappe.views.calendar["Family Visit"] = {
	field_map: opsfamily.event_fields,
	gantt: {
		field_map: { id: "name", start: "visit_date", end: "visit_date", title: "representative" },
		order_by: "visit_date",
	},
	get_events_method: "opsfamily.ops_visits.doctype.family_visit.calendar.visit_events",
	update_event_method: "opsfamily.ops_visits.doctype.family_visit.calendar.move_visit",
	options: opsfamily.calendar_options({
		select: opsfamily.begin_in_hours("Family Visit", "visit_date"),
		eventClick: open_event,
	}),
};
