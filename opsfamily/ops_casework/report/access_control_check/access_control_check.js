frappe.query_reports["Access Control Check"] = {
	formatter(value, row, column, data, default_formatter) {
		const text = default_formatter(value, row, column, data);
		return data?.urgent ? `<span class="text-danger">${text}</span>` : text;
	},
};
