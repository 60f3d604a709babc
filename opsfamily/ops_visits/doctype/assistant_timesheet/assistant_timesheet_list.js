frappe.listview_settings["Assistant Timesheet"] = {
	formatters: {
		total_minutes: (value) => opsfamily.format_minutes(value),
		timesheet_minutes: (value) => opsfamily.format_minutes(value),
	},
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("No card yet. First write the month's visits; the card is made from them."),
			__("No card yet. The family assistant makes it from the month's visits.")
		),
	onload(listview) {
		opsfamily.add_blank_form(listview.page, listview.doctype);
		const [timesheet, service_card] = ["F4 Karta czasu pracy", "F5 Karta realizacji"];
		add_together(listview, __("Selected Timesheets (F4) in One PDF"), [timesheet]);
		add_together(listview, __("Selected Service Cards (F5) in One PDF"), [service_card]);
		const both = __("Both Papers of the Selected Cards in One PDF");
		add_together(listview, both, [timesheet, service_card]);
	},
};

function add_together(listview, label, print_formats) {
	listview.page.add_actions_menu_item(label, () => {
		const timesheets = JSON.stringify(listview.get_checked_items(true));
		const print_format = JSON.stringify(print_formats);
		opsfamily.open_file("timesheets_pdf", { timesheets, print_format });
	});
}
