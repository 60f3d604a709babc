// Planned conferences, and in grey those that were held.
frappe.views.calendar["Case Conference"] = {
	field_map: {
		id: "name",
		start: "start",
		end: "end",
		title: "title",
		allDay: "all_day",
		color: "color",
		editable: "movable",
	},
	get_events_method: "opsfamily.calendars.conference_events",
	options: opsfamily.calendar_options({
		editable: false,
		select(start, end, _event, view) {
			// A click on one day of the month opens that day; a stretch of hours is a new conference.
			if (view.name === "month") return;
			frappe.new_doc("Case Conference", {
				conference_date: start.format("YYYY-MM-DD"),
				from_time: start.format("HH:mm:00"),
				to_time: end.format("HH:mm:00"),
			});
		},
	}),
};
