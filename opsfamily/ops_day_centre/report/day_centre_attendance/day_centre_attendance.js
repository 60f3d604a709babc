frappe.query_reports["Day Centre Attendance"] = {
	filters: [
		{
			fieldname: "month",
			label: __("Month"),
			fieldtype: "Select",
			options: opsfamily.last_months(12),
			default: frappe.datetime.get_today().slice(0, 7),
			reqd: 1,
		},
		{ fieldname: "centre", label: __("Day Centre"), fieldtype: "Link", options: "Day Centre" },
		{ fieldname: "children_group", label: __("Children's Group"), fieldtype: "Data" },
	],

	onload(report) {
		report.page.add_inner_button(__("Print the Attendance List"), () => print_list(report));
		report.page.add_inner_button(__("Print an Empty List"), () => print_list(report, 1));
	},

	// Typed text is shown as text, never as HTML.
	formatter(value, row, column, data, default_formatter) {
		if (column.fieldtype !== "Data") return default_formatter(value, row, column, data);
		const text = opsfamily.escape(opsfamily.as_written(value));
		return data?.is_sum ? `<b>${text}</b>` : text;
	},
};

// Staff of one centre, the usual case, need not choose it.
function print_list(report, blank = 0) {
	const { month, centre, children_group: group = "" } = report.get_values();
	const shown = new Set(report.data.map((row) => row.centre).filter(Boolean));
	const only = centre || (shown.size === 1 ? [...shown][0] : "");
	if (!only) return frappe.msgprint(__("Choose a day centre first."));
	opsfamily.open_file("attendance_list", { centre: only, month, blank, group });
}
