frappe.ui.form.on("Cooperation Agreement", {
	setup(frm) {
		frm.set_query("kind", () => ({ filters: { disabled: 0 } }));
		frm.set_query("keeper", () => ({ filters: { enabled: 1, user_type: "System User" } }));
		for (const fieldname of ["stage", "degree"])
			frm.set_query(fieldname, "evaluations", () => ({ filters: { disabled: 0 } }));
	},

	onload(frm) {
		if (frm.is_new() && !frm.doc.keeper) frm.set_value("keeper", frappe.session.user);
	},
});
