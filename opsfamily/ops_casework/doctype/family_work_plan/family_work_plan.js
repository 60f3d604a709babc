frappe.ui.form.on("Family Work Plan", {
	refresh(frm) {
		opsfamily.add_blank_form(frm.page, frm.doctype);
		opsfamily.add_new_version(frm);
		show_missing(frm);
		if (frm.doc.docstatus < 2)
			opsfamily.add_sheet_button(frm, "A Work Plan", {
				family: frm.doc.family,
				plan: frm.doc.name,
			});
		if (!frm.is_new() && frm.doc.docstatus < 2 && frappe.model.can_create("Action Schedule")) {
			frm.add_custom_button(
				__("Action Schedule"),
				() =>
					frappe.new_doc("Action Schedule", {
						plan: frm.doc.name,
						family: frm.doc.family,
					}),
				__("Create")
			);
		}
	},
});

frappe.ui.form.on("Plan Goal", {
	long_term_goals_add: show_missing,
	long_term_goals_remove: show_missing,
	short_term_goals_add: show_missing,
	short_term_goals_remove: show_missing,
});

// While the plan is being written, not when it is submitted and already signed.
function show_missing(frm) {
	frm.set_intro("");
	const has_goals = frm.doc.long_term_goals?.length || frm.doc.short_term_goals?.length;
	if (frm.doc.docstatus === 0 && !has_goals)
		frm.set_intro(__("The plan has no specific goal yet."), "orange");
}
