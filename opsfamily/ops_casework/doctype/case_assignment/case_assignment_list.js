frappe.listview_settings["Case Assignment"] = {
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("Nobody is on a case yet. Put an assistant on a family: from that day they see it."),
			__("You are on no case yet. The coordinator puts people on families.")
		),
};
