// Planned conferences; those that were held are grey.
frappe.views.calendar["Case Conference"] = {
	field_map: opsfamily.event_fields,
	get_events_method: "opsfamily.ops_teamwork.doctype.case_conference.calendar.conference_events",
	options: opsfamily.calendar_options({
		editable: false,
		select: opsfamily.begin_in_hours("Case Conference", "conference_date"),
	}),
};
