frappe.listview_settings["Cooperation"] = {
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__(
				"No degree of cooperation yet. Choose a body of the support network and say how far it goes."
			)
		),
};
