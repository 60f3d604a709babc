frappe.ui.form.on("Authorisation", {
	refresh(frm) {
		if (frm.doc.docstatus === 0) opsfamily.offer_household(frm, "person");
	},

	family(frm) {
		opsfamily.offer_household(frm, "person");
	},
});
