frappe.ui.form.on("Adviser", {
	setup(frm) {
		frm.set_query("user", () => ({ filters: { enabled: 1, user_type: "System User" } }));
		frm.set_query("fields_of_advice", () => ({ filters: { disabled: 0 } }));
	},

	refresh(frm) {
		if (frm.is_new() || frm.doc.disabled) return;
		if (!frappe.model.can_create("Consultation Request")) return;
		frm.add_custom_button(__("Ask for a Consultation"), () =>
			opsfamily.begin("Consultation Request", { adviser: frm.doc.name })
		);
	},
});
