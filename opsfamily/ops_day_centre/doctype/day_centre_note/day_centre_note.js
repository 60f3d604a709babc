frappe.ui.form.on("Day Centre Note", {
	setup(frm) {
		frm.set_query("mood", () => ({ filters: { disabled: 0 } }));
	},
});
