frappe.ui.form.on("Family Work Plan", {
	refresh(frm) {
		opsfamily.add_blank_form(frm.page, frm.doctype);
		opsfamily.add_new_version(frm);
		if (!frm.is_new() && frm.doc.docstatus < 2 && frappe.model.can_create("Action Schedule")) {
			frm.add_custom_button(
				__("Action Schedule"),
				() =>
					frappe.new_doc("Action Schedule", {
						plan: frm.doc.name,
						family: frm.doc.family,
					}),
				__("Create")
			);
		}
	},
});
