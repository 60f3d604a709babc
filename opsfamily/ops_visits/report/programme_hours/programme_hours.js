const PROGRAMME = "opsfamily.ops_visits.page.month_close.month_close.programme";

frappe.query_reports["Programme Hours"] = {
	filters: [
		month_filter("from_month", __("From Month")),
		month_filter("until_month", __("Until Month")),
	],

	onload(report) {
		const open = (as_workbook) => {
			const { from_month, until_month } = report.get_values();
			opsfamily.open_file(PROGRAMME, { from_month, until_month, as_workbook });
		};
		report.page.add_inner_button(__("Print"), () => open(0));
		report.page.add_inner_button(__("Download XLSX"), () => open(1));
	},
};

function month_filter(fieldname, label) {
	return {
		fieldname,
		label,
		fieldtype: "Select",
		options: opsfamily.last_months(24),
		default: frappe.datetime.get_today().slice(0, 7),
		reqd: 1,
	};
}
