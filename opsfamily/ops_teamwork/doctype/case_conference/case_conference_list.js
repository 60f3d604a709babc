frappe.listview_settings["Case Conference"] = {
	add_fields: ["conference_date"],
	has_indicator_for_draft: true,
	get_indicator(doc) {
		if (doc.docstatus === 2 || !doc.conference_date) return;
		if (doc.docstatus === 1) return [__("Took Place"), "green", "docstatus,=,1"];
		const today = frappe.datetime.get_today();
		return doc.conference_date < today
			? [__("Without Minutes"), "orange", `docstatus,=,0|conference_date,<,${today}`]
			: [__("Yet to Come"), "blue", `docstatus,=,0|conference_date,>=,${today}`];
	},
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__(
				"No conference yet. Plan the first one: the people on the case are put on it with one click."
			)
		),
};
