frappe.ui.form.on("Consent", {
	refresh(frm) {
		opsfamily.add_letter(frm);
		if (frm.is_new()) opsfamily.offer_household(frm, "person");
	},

	family(frm) {
		opsfamily.offer_household(frm, "person");
	},
});
