frappe.ui.form.on("Work Plan Evaluation", {
	setup(frm) {
		frm.set_query("schedule", () => ({
			filters: { status: "Running", ...(frm.doc.family && { family: frm.doc.family }) },
		}));
	},

	refresh(frm) {
		opsfamily.add_blank_form(frm.page, frm.doctype);
		// Escaped on the server, value by value.
		const { competences } = frm.fields_dict;
		competences.$wrapper.html((!frm.is_new() && frm.doc.__onload?.competences) || "");
		if (frm.is_new())
			frm.set_intro(__("The actions of the schedule are taken over when you save."));
	},
});
