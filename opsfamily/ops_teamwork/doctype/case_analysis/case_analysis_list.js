frappe.listview_settings["Case Analysis"] = {
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("No analysis yet. The first one says how complex the case is.")
		),
};
