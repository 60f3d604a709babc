frappe.listview_settings["Family Visit"] = {
	formatters: { minutes: (value) => opsfamily.format_minutes(value) },
};
