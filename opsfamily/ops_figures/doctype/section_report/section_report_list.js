frappe.listview_settings["Section Report"] = {
	add_fields: ["status"],
	hide_name_column: false,
	get_indicator({ status }) {
		const colours = {
			"Report Draft": "orange",
			"Report Sent": "green",
			"Report Corrected": "gray",
		};
		return [__(status), colours[status] || "gray", `status,=,${status}`];
	},
};
