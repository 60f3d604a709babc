frappe.ui.form.on("Report Template", {
	refresh(frm) {
		if (frm.is_new() || !frappe.model.can_create("Section Report")) return;
		frm.add_custom_button(__("New Report"), () =>
			opsfamily.begin("Section Report", { template: frm.doc.name })
		);
	},
});
