frappe.listview_settings["Family Visit"] = {
	formatters: { minutes: (value) => opsfamily.format_minutes(value) },
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("No visit yet. Write the first one: both monthly papers come from it."),
			__("No visit yet. The family assistant writes them.")
		),
};
