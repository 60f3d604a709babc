// Visits and due actions. A visit may be dragged by its assistant while the month's card is not sent.
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
		eventClick: opsfamily.open_event_of_work,
	}),
};
