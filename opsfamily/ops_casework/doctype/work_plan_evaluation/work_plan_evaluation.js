frappe.ui.form.on("Work Plan Evaluation", {
	setup(frm) {
		frm.set_query("schedule", () => ({
			filters: { status: "Running", ...(frm.doc.family && { family: frm.doc.family }) },
		}));
	},

	refresh(frm) {
		opsfamily.add_blank_form(frm.page, frm.doctype);
		if (frm.is_new())
			frm.set_intro(__("The actions of the schedule are taken over when you save."));
	},
});
