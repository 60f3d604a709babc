frappe.listview_settings["Same Person"] = {
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("Nobody is in two families yet. “People in Several Families” shows who might be."),
			__("Nobody is in two families.")
		),
};
