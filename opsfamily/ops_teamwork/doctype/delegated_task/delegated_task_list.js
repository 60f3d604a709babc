frappe.listview_settings["Delegated Task"] = {
	add_fields: ["outcome", "due_date"],
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("No delegated task yet. The case manager hands tasks to specialists.")
		),
	get_indicator: opsfamily.outcome_indicator,
};
