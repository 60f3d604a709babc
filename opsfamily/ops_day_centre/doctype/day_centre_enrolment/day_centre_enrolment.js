frappe.ui.form.on("Day Centre Enrolment", {
	setup(frm) {
		frm.set_query("centre", () => ({ filters: { disabled: 0 } }));
	},

	refresh(frm) {
		if (frm.perm[0].write) opsfamily.offer_household(frm, "child");
	},

	family(frm) {
		opsfamily.offer_household(frm, "child");
	},
});
