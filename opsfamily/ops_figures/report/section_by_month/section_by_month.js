frappe.query_reports["Section by Month"] = {
	filters: [
		{
			fieldname: "show",
			label: __("The Chart Shows"),
			fieldtype: "Select",
			options: [
				{ value: "Families", label: __("Families") },
				{ value: "Hours", label: __("Hours") },
				{ value: "Endings", label: __("Endings") },
			],
			default: "Families",
		},
	],
};
