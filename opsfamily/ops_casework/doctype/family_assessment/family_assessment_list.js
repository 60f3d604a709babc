frappe.listview_settings["Family Assessment"] = {
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("No assessment yet. It takes the household over from the family's page."),
			__("No assessment yet. The family assistant makes it.")
		),
};
