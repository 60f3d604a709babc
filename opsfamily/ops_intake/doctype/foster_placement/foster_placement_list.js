frappe.listview_settings["Foster Placement"] = {
	add_fields: ["until_date"],
	get_indicator: (doc) =>
		doc.until_date
			? [__("Placement Ended"), "gray", "until_date,is,set"]
			: [__("In Care"), "orange", "until_date,is,not set"],
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("No child in foster care. Write a placement here as soon as there is one."),
			__("No child in foster care.")
		),
};
