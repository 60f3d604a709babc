frappe.ui.form.on("OPS Settings", {
	refresh(frm) {
		// Every DocType in the registry, those of other apps included.
		const kinds = frm.doc.__onload.retained_doctypes.map((value) => ({ value, label: __(value) }));
		const { grid } = frm.fields_dict.retention_rules;
		grid.update_docfield_property("document_kind", "options", ["", ...kinds]);
	},
});
