// Visits and due actions. The own visits of a month whose card was not sent may be dragged.
frappe.views.calendar["Family Visit"] = {
	field_map: {
		id: "name",
		start: "start",
		end: "end",
		title: "title",
		allDay: "all_day",
		color: "color",
		editable: "movable",
	},
	gantt: {
		field_map: { id: "name", start: "visit_date", end: "visit_date", title: "representative" },
		order_by: "visit_date",
	},
	get_events_method: "opsfamily.calendars.visit_events",
	update_event_method: "opsfamily.calendars.move_visit",
	options: opsfamily.calendar_options({
		select(start, end, _event, view) {
			// A click on one day of the month opens that day; a stretch of hours is a new visit.
			if (view.name === "month") return;
			frappe.new_doc("Family Visit", {
				visit_date: start.format("YYYY-MM-DD"),
				from_time: start.format("HH:mm:00"),
				to_time: end.format("HH:mm:00"),
			});
		},
	}),
};
