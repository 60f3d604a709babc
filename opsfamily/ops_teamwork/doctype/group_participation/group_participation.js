frappe.ui.form.on("Group Participation", {
	refresh(frm) {
		if (frm.perm[0].write) opsfamily.offer_household(frm, "person");
	},

	family(frm) {
		opsfamily.offer_household(frm, "person");
	},
});
