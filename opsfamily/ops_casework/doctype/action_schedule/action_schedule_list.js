frappe.listview_settings["Action Schedule"] = {
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__(
				"No schedule yet. First submit the work plan; its schedule says who does what until when."
			)
		),
};
