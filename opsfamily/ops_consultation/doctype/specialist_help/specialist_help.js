frappe.ui.form.on("Specialist Help", {
	setup(frm) {
		frm.set_query("kind", () => ({ filters: { disabled: 0 } }));
		frm.set_query("centre", () => ({ filters: { disabled: 0 } }));
		frm.set_query("worker", () => ({ filters: { enabled: 1, user_type: "System User" } }));
	},

	// The writer is mostly the one who helped; the server asks for one of the two fields.
	onload(frm) {
		if (frm.is_new() && !frm.doc.worker && !frm.doc.outside_specialist)
			frm.set_value("worker", frappe.session.user);
	},

	refresh(frm) {
		opsfamily.offer_household_rows(frm, "persons");
	},

	family(frm) {
		opsfamily.offer_household_rows(frm, "persons");
	},

	outside_specialist(frm) {
		if (frm.doc.outside_specialist) frm.set_value("worker", null);
	},
});
