frappe.ui.form.on("Action Schedule", {
	setup(frm) {
		frm.set_query("plan", () => ({
			filters: { docstatus: ["<", 2], ...(frm.doc.family && { family: frm.doc.family }) },
		}));
	},

	refresh(frm) {
		opsfamily.add_blank_form(frm.page, frm.doctype);
		opsfamily.add_new_version(frm);
		show_missing(frm);
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

	evaluation_date: show_missing,
});

// While the schedule is being written, not when it is submitted and already signed.
function show_missing(frm) {
	frm.set_intro("");
	if (frm.doc.docstatus === 0 && !frm.doc.evaluation_date)
		frm.set_intro(__("The schedule has no day of its evaluation yet."), "orange");
}

// The family's own tasks and days in large letters, to be left on its kitchen table.
function add_plan_for_family(frm) {
	if (frm.doc.docstatus !== 1 || !frappe.model.can_print(frm.doctype, frm)) return;
	frm.add_custom_button(__("Plan for the Family"), () =>
		opsfamily.open_paper(frm, "Plan dla rodziny")
	);
	for (const [label, format] of [
		[__("Family Plan in Ukrainian"), "Plan dla rodziny po ukraińsku"],
		[__("Family Plan in Russian"), "Plan dla rodziny po rosyjsku"],
		[__("Family Plan in English"), "Plan dla rodziny po angielsku"],
	])
		frm.page.add_menu_item(label, () => opsfamily.open_paper(frm, format));
}
