frappe.listview_settings["Planned Visit"] = {
	formatters: { minutes: (value) => opsfamily.format_minutes(value) },

	get_indicator: (doc) => {
		const colours = {
			"Visit Planned": "blue",
			"Visit Made": "green",
			"Nobody Met": "orange",
			"Visit Called Off": "gray",
			"Visit Moved": "gray",
		};
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},

	onload: (listview) => {
		listview.page.add_inner_button(__("Plan of the Week"), () => ask_for_week());
		listview.page.add_inner_button(__("Calendar of Plans"), () =>
			frappe.set_route("List", "Planned Visit", "Calendar", "default")
		);
	},

	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("No visit planned yet. Plan the first one, or draw it in the calendar."),
			__("No visit planned yet. The family assistant plans them.")
		),
};

// Ask whose week, and open it as a paper.
function ask_for_week() {
	const fields = [
		{
			fieldname: "worker",
			fieldtype: "Link",
			options: "User",
			label: __("Worker"),
			default: frappe.session.user,
			reqd: 1,
		},
		{
			fieldname: "week",
			fieldtype: "Date",
			label: __("Any Day of the Week"),
			default: frappe.datetime.get_today(),
			reqd: 1,
		},
	];
	frappe.prompt(
		fields,
		(values) => window.open(opsfamily.url_of("week_plan_pdf", values)),
		__("Plan of the Week"),
		__("Print")
	);
}
