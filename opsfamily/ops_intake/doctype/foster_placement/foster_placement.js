frappe.ui.form.on("Foster Placement", {
	refresh(frm) {
		if (frm.is_new()) opsfamily.offer_household(frm, "child");
	},

	family(frm) {
		opsfamily.offer_household(frm, "child");
	},
});
