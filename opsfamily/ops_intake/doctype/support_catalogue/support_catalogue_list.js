frappe.listview_settings["Support Catalogue"] = {
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("No catalogue of support yet. It begins with an application „Za życiem”."),
			__("No catalogue of support yet. The family assistant makes it.")
		),
	onload: (listview) => opsfamily.add_blank_form(listview.page, listview.doctype),
};
