// Copies one of the app's papers for the office to edit; Frappe's own duplicate would print the automatic layout.
frappe.ui.form.on("Print Format", {
	refresh(frm) {
		if (frm.doc.standard !== "Yes" || !opsfamily.is_own_module(frm.doc.module)) return;
		frm.add_custom_button(__("Make an Editable Copy"), () =>
			frappe
				.xcall("opsfamily.ops_paper.editable_copy.make_editable_copy", {
					print_format: frm.doc.name,
				})
				.then((name) => frappe.set_route("Form", "Print Format", name))
		);
	},
});
