frappe.ui.form.on("Court Letter", {
	refresh(frm) {
		opsfamily.add_letter(frm);
		opsfamily.add_blank_form(frm.page, frm.doctype);
	},
});
