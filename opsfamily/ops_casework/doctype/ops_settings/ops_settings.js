function choose_from(frm, row, fieldname, choices) {
	const options = choices.map(([value, label]) => ({ value, label }));
	frm.set_df_property(
		"own_clocks",
		"options",
		["", ...options],
		frm.doc.name,
		fieldname,
		row.name
	);
}

// The dates of one kind of documents are no dates of another.
function offer_fields(frm, row) {
	const kind = frm.doc.__onload.clock_fields[row.document_kind];
	choose_from(frm, row, "date_field", kind ? kind.days : []);
	choose_from(frm, row, "done_field", kind ? kind.done : []);
}

frappe.ui.form.on("Own Clock", {
	document_kind(frm, doctype, name) {
		const row = locals[doctype][name];
		Object.assign(row, { date_field: "", done_field: "" });
		offer_fields(frm, row);
		frm.refresh_field("own_clocks");
	},
	form_render(frm, doctype, name) {
		offer_fields(frm, locals[doctype][name]);
	},
});

// Only the office's own fields of the chosen form can be left open.
function offer_office_fields(frm, row) {
	const fields = frm.doc.__onload.office_fields[row.document_type] || [];
	const options = fields.map(([value, label]) => ({ value, label }));
	frm.set_df_property(
		"acceptor_fields",
		"options",
		["", ...options],
		frm.doc.name,
		"writable_field",
		row.name
	);
}

frappe.ui.form.on("Acceptor Field", {
	document_type(frm, doctype, name) {
		offer_office_fields(frm, locals[doctype][name]);
		frm.refresh_field("acceptor_fields");
	},
	form_render(frm, doctype, name) {
		offer_office_fields(frm, locals[doctype][name]);
	},
});

frappe.ui.form.on("OPS Settings", {
	refresh(frm) {
		(frm.doc.acceptor_fields || []).forEach((row) => offer_office_fields(frm, row));
		const { warnings } = frm.doc.__onload;
		if (warnings.length) frm.dashboard.set_headline_alert(warnings.join("<br>"), "orange");
		frm.set_intro(
			__(
				"A change counts from saving it, also for running cases: their deadlines are counted anew. What was submitted, sent or accepted stays as it was. In the tables each row counts from its own day."
			)
		);
		// Every DocType in the registry, those of other apps included.
		const kinds = frm.doc.__onload.retained_doctypes.map((value) => ({ value, label: __(value) }));
		const { grid } = frm.fields_dict.retention_rules;
		grid.update_docfield_property("document_kind", "options", ["", ...kinds]);
		const clocks = Object.entries(frm.doc.__onload.clock_fields).map(([value, kind]) => ({
			value,
			label: kind.label,
		}));
		frm.fields_dict.own_clocks.grid.update_docfield_property("document_kind", "options", [
			"",
			...clocks,
		]);
		const own = frm.doc.__onload.own_documents.map((value) => ({ value, label: __(value) }));
		frm.fields_dict.own_documents.grid.update_docfield_property("document_kind", "options", [
			"",
			...own,
		]);
		(frm.doc.own_clocks || []).forEach((row) => offer_fields(frm, row));
	},
});
