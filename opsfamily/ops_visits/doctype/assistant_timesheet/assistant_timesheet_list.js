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
		add_together(listview, __("Selected Timesheets (F4) in One PDF"), "F4 Karta czasu pracy");
		add_together(listview, __("Selected Service Cards (F5) in One PDF"), "F5 Karta realizacji");
	},
};

function add_together(listview, label, print_format) {
	listview.page.add_actions_menu_item(label, () => {
		const timesheets = JSON.stringify(listview.get_checked_items(true));
		opsfamily.open_file("timesheets_pdf", { timesheets, print_format });
	});
}
