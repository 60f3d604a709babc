frappe.listview_settings["Family Work Plan"] = {
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("No plan yet. Make it with the family, after the assessment."),
			__("No plan yet. The family assistant makes it with the family.")
		),
};
