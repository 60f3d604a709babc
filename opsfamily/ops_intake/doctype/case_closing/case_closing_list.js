frappe.listview_settings["Case Closing"] = {
	add_fields: ["reopened_on", "monitoring_status"],
	get_indicator(doc) {
		if (doc.docstatus !== 1) return;
		if (doc.reopened_on) return [__("Reopened"), "orange", "reopened_on,is,set"];
		if (doc.monitoring_status === "Monitoring Runs")
			return [__("Monitoring Runs"), "blue", "monitoring_status,=,Monitoring Runs"];
		return [__("Case Closed"), "gray", "reopened_on,is,not set"];
	},
};
