frappe.listview_settings["Risk List"] = {
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("No risk list yet. Fill one in after the interview with a family."),
			__("No risk list of your families yet.")
		),
};
