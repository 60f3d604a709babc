frappe.ui.form.on("Authorisation", {
	onload(frm) {
		if (!frm.is_new() || frm.doc.assistant || !frappe.user.has_role("Family Assistant")) return;
		frm.set_value("assistant", frappe.session.user);
	},

	refresh(frm) {
		opsfamily.add_letter(frm);
		if (frm.doc.docstatus === 0) opsfamily.offer_household(frm, "person");
	},

	family(frm) {
		opsfamily.offer_household(frm, "person");
	},
});
