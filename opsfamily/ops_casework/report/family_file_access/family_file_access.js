frappe.query_reports["Family File Access"] = {
	filters: [
		{ fieldname: "family", label: __("Family"), fieldtype: "Link", options: "Family" },
		{ fieldname: "from_date", label: __("From Date"), fieldtype: "Date" },
		{ fieldname: "until_date", label: __("Until Date"), fieldtype: "Date" },
		{ fieldname: "user", label: __("User"), fieldtype: "Link", options: "User" },
	],
};
