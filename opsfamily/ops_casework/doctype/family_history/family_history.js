frappe.ui.form.on("Family History", {
	refresh(frm) {
		// Escaped on the server, value by value.
		const drawn = frm.is_new() ? "" : frm.doc.__onload?.genogram || "";
		frm.fields_dict.genogram.$wrapper.html(drawn);
		offer_relatives(frm);
	},
});

frappe.ui.form.on("Family Relative", {
	full_name: offer_relatives,
	relatives_remove: offer_relatives,
});

// Parents and partners are chosen from the people of the table.
function offer_relatives(frm) {
	const names = (frm.doc.relatives || []).map((row) => row.full_name).filter(Boolean);
	for (const fieldname of ["first_parent", "second_parent", "partner"])
		frm.fields_dict.relatives.grid.update_docfield_property(fieldname, "options", names);
}
