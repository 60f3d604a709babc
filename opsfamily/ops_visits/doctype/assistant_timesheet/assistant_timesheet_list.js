frappe.listview_settings["Assistant Timesheet"] = {
	formatters: {
		total_minutes: (value) => opsfamily.format_minutes(value),
		timesheet_minutes: (value) => opsfamily.format_minutes(value),
	},
	onload(listview) {
		opsfamily.add_blank_form(listview.page, listview.doctype);
	},
};
