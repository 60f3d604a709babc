// The form of a workflow loads the definition of its documents, which brings the workflow along once more: what is then
// typed would be written into that copy, and saving would store the other one. The form takes the copy over.
frappe.ui.form.on("Workflow", {
	refresh(frm) {
		const { document_type, name } = frm.doc;
		if (frm.is_new() || !document_type) return;
		frappe.model.with_doctype(document_type, () => {
			if (frm.doc.name === name && locals.Workflow[name] !== frm.doc) frm.reload_doc();
		});
	},
});
