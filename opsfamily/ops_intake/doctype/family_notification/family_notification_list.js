frappe.listview_settings["Family Notification"] = {
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("No notification yet. Open the family first, then write down what was reported."),
			__("No notification of your families yet.")
		),
};
