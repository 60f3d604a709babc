frappe.listview_settings["Outside Answer"] = {
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("Nobody outside was asked yet. The link is made from a delegated task.")
		),
};
