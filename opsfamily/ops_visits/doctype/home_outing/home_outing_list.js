frappe.listview_settings["Home Outing"] = {
	add_fields: ["status", "alarm_at", "worker_name"],
	get_indicator(doc) {
		// The alarm may be due by the site's clock before the job has changed the status.
		const now = (frappe.datetime.system_datetime || frappe.datetime.now_datetime)();
		const is_missed = doc.status === "Out" && doc.alarm_at && doc.alarm_at < now;
		const status = is_missed ? "Not Back in Time" : doc.status;
		const colour = { Out: "blue", "Not Back in Time": "red", "Is Back": "green" }[status];
		return [__(status), colour, `status,=,${doc.status}`];
	},
};
