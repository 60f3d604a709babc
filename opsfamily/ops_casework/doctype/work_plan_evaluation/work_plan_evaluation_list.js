frappe.listview_settings["Work Plan Evaluation"] = {
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("No evaluation yet. It takes the actions over from the running schedule.")
		),
};
