frappe.listview_settings["Assistant Request"] = {
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("No request yet. It is made after the interview and the risk list."),
			__("No request for your families yet.")
		),
};
