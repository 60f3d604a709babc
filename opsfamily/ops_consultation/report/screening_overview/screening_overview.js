frappe.query_reports["Screening Overview"] = {
	filters: [
		{
			fieldname: "view",
			label: __("What Is Shown"),
			fieldtype: "Select",
			options: [
				{ value: "", label: __("Every Child") },
				{ value: "Never Screened", label: __("Never Screened") },
				{ value: "To Be Screened", label: __("To Be Screened") },
				{ value: "Screened", label: __("Screened") },
				{ value: "Follow-Up Open", label: __("Follow-Up Open") },
				{ value: "Results", label: __("Results by Tool and Age") },
			],
		},
		{ fieldname: "tool", label: __("Tool"), fieldtype: "Link", options: "Screening Tool" },
	],

	// Typed text is escaped. The colour is also given in words; the child's name leads to its screening, or to the family.
	formatter(value, row, column, data, default_formatter) {
		if (!data) return default_formatter(value, row, column, data);
		if (column.fieldname === "state" && data.colour)
			return `<span class="indicator-pill ${data.colour}">${opsfamily.escape(value)}</span>`;
		if (column.fieldname === "child" && data.family) {
			const href = data.screening
				? frappe.utils.get_form_link("Screening", data.screening)
				: frappe.utils.get_form_link("Family", data.family);
			return `<a href="${href}">${opsfamily.escape(value)}</a>`;
		}
		if (column.fieldtype === "Data") return opsfamily.escape(value ?? "");
		return default_formatter(value, row, column, data);
	},
};
