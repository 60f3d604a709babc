frappe.ui.form.on("Action Schedule", {
	setup(frm) {
		frm.set_query("plan", () => ({
			filters: { docstatus: ["<", 2], ...(frm.doc.family && { family: frm.doc.family }) },
		}));
	},

	refresh(frm) {
		opsfamily.add_blank_form(frm.page, frm.doctype);
		opsfamily.add_new_version(frm);
		add_plan_for_family(frm);
		if (frm.doc.status === "Running" && frappe.model.can_create("Work Plan Evaluation")) {
			frm.add_custom_button(
				__("Work Plan Evaluation"),
				() =>
					frappe.new_doc("Work Plan Evaluation", {
						schedule: frm.doc.name,
						family: frm.doc.family,
					}),
				__("Create")
			);
		}
	},
});

// The family's own tasks and days in large letters, to be left on its kitchen table.
function add_plan_for_family(frm) {
	if (frm.doc.docstatus !== 1 || !frappe.model.can_print(frm.doctype, frm)) return;
	frm.add_custom_button(__("Plan for the Family"), () =>
		opsfamily.open_paper(frm, "Plan dla rodziny")
	);
}
