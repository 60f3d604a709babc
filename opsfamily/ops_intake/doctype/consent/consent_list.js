frappe.listview_settings["Consent"] = {
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("No consent yet. Print it from the form, have it signed and attach the scan."),
			__("No consent yet.")
		),
	onload: (listview) => opsfamily.add_blank_form(listview.page, listview.doctype),
};
