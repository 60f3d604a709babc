frappe.query_reports["Cards Accepted by Their Sender"] = {
	filters: [{ fieldname: "month", label: __("Month"), fieldtype: "Data" }],
};
