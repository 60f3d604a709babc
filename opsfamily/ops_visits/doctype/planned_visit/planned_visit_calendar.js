// Planned visits, with what was done beside them. An open plan may be dragged and resized by whoever plans for its worker.
frappe.views.calendar["Planned Visit"] = {
	field_map: opsfamily.event_fields,
	gantt: {
		field_map: { id: "name", start: "planned_on", end: "planned_on", title: "representative" },
		order_by: "planned_on",
	},
	get_events_method: "opsfamily.ops_visits.plan_calendar.plan_events",
	update_event_method: "opsfamily.ops_visits.plan_calendar.move_plan",
	options: opsfamily.calendar_options({
		// A week that begins at the hour at which work begins, on one screen.
		...(!frappe.is_mobile() && { defaultView: "agendaWeek", height: 760, scrollTime: "07:00:00" }),
		select: opsfamily.begin_in_hours("Planned Visit", "planned_on"),
		eventClick: opsfamily.open_event_of_work,
	}),
};
