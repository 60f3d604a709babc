frappe.ui.form.on("Family", {
	refresh(frm) {
		if (frm.is_new()) return;
		if (frappe.model.can_create("Family Visit")) {
			frm.add_custom_button(__("New Visit"), () =>
				frappe.new_doc("Family Visit", { family: frm.doc.name })
			);
		}
		if (frappe.model.can_create("Access Copy")) {
			frm.add_custom_button(__("Who Viewed the File"), () =>
				frappe.set_route("query-report", "Family File Access", { family: frm.doc.name })
			);
		}
	},
});
