frappe.listview_settings["Consultation Request"] = {
	add_fields: ["status", "urgent"],
	get_indicator(doc) {
		const colours = {
			Waiting: doc.urgent ? "red" : "orange",
			"Day Agreed": "blue",
			Held: "green",
			Declined: "gray",
			"Request Withdrawn": "gray",
		};
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
};
