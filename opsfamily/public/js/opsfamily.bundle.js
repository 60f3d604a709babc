// What several form scripts of the app share. Rules live on the server; here is only what helps the hand.
frappe.provide("opsfamily");

opsfamily.call = (method, args, type = "POST") =>
	frappe.call({ method: `opsfamily.api.${method}`, args, type, freeze: true }).then((r) => r.message);

opsfamily.open_file = (method, args) =>
	window.open(`/api/method/opsfamily.api.${method}?${new URLSearchParams(args)}`);

// 1535 minutes → 25:35, as the papers write it
opsfamily.format_minutes = (minutes) => {
	const whole = cint(minutes);
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};

opsfamily.show_as_hours = (doctype, fieldnames) => {
	for (const fieldname of fieldnames) {
		const df = frappe.meta.get_docfield(doctype, fieldname);
		if (df) df.formatter = (value) => opsfamily.format_minutes(value);
	}
};

opsfamily.add_blank_form = (page, doctype, print_format) => {
	if (!frappe.model.can_create(doctype)) return;
	page.add_menu_item(__("Print Blank Form"), () =>
		opsfamily.open_file("blank_form", print_format ? { doctype, print_format } : { doctype })
	);
};

opsfamily.add_new_version = (frm) => {
	if (frm.doc.status !== "Running" || !frappe.model.can_create(frm.doctype)) return;
	frm.add_custom_button(__("New Version"), () =>
		opsfamily
			.call("new_version", { doctype: frm.doctype, name: frm.doc.name })
			.then((name) => frappe.set_route("Form", frm.doctype, name))
	);
};

opsfamily.ask_reason = (title) =>
	new Promise((resolve) => {
		const field = { fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 };
		frappe.prompt(field, (values) => resolve(values.reason), title);
	});
