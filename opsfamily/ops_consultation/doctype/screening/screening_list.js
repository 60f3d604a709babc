frappe.listview_settings["Screening"] = {
	add_fields: ["result"],
	// The result is empty for users who may not read it, so they see no colour.
	get_indicator(doc) {
		if (!doc.result) return;
		const colours = {
			"Below Cut-Off": "green",
			"Near Cut-Off": "orange",
			"Above Cut-Off": "red",
		};
		return [__(doc.result), colours[doc.result], `result,=,${doc.result}`];
	},
};
