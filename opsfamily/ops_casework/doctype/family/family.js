frappe.ui.form.on("Family", {
	refresh(frm) {
		if (frm.is_new()) return;
		if (frappe.model.can_create("Family Visit")) {
			frm.add_custom_button(__("New Visit"), () =>
				frappe.new_doc("Family Visit", { family: frm.doc.name })
			);
		}
	},
});
