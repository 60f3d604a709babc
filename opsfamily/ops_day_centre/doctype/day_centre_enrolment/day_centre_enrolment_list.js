frappe.listview_settings["Day Centre Enrolment"] = {
	add_fields: ["from_date", "until_date"],

	get_indicator(doc) {
		const today = frappe.datetime.get_today();
		if (doc.until_date && doc.until_date < today)
			return [__("Ended"), "gray", `until_date,<,${today}`];
		if (doc.from_date > today) return [__("To Begin"), "blue", `from_date,>,${today}`];
		return [__("Runs"), "green", `from_date,<=,${today}`];
	},
};
