frappe.query_reports["Supervision Hours"] = {
	filters: [
		{
			fieldname: "year",
			label: __("Year"),
			fieldtype: "Int",
			default: new Date().getFullYear(),
			reqd: 1,
		},
		// Only where the office has programmes.
		...((frappe.boot.active_domains || []).includes("OPS Supervision Plans")
			? [
					{
						fieldname: "programme",
						label: __("Programme"),
						fieldtype: "Link",
						options: "Supervision Programme",
					},
			  ]
			: []),
	],
};
