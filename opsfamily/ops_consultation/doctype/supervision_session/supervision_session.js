frappe.ui.form.on("Supervision Session", {
	setup(frm) {
		frm.set_query("user", "attendance", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		opsfamily.add_blank_form(frm.page, frm.doctype);
		if (frm.is_new()) return;
		const record = frm.doc.__onload?.supervision_record;
		if (record?.takes_part) show_record(frm, record.name);
	},
});

// Only participants learn whether there is a record.
function show_record(frm, name) {
	if (name) {
		frm.add_custom_button(__("Supervision Record"), () =>
			frappe.set_route("Form", "Supervision Record", name)
		);
	} else if (frm.doc.status === "Held" && frappe.model.can_create("Supervision Record")) {
		frm.add_custom_button(__("Begin the Record"), () =>
			opsfamily.begin("Supervision Record", {
				session: frm.doc.name,
				session_date: frm.doc.session_date,
			})
		);
	}
}
