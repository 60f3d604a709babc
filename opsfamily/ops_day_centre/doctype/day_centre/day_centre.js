frappe.ui.form.on("Day Centre", {
	setup(frm) {
		frm.set_query("user", "workers", () => ({ filters: { enabled: 1 } }));
	},
});
