frappe.ui.form.on("Day Centre Enrolment", {
	setup(frm) {
		frm.set_query("centre", () => ({ filters: { disabled: 0 } }));
	},

	refresh(frm) {
		if (frm.perm[0].write) opsfamily.offer_household(frm, "child");
		offer_choices(frm);
		// The psychologist's work with a child of the day centre; only where the office records such help.
		if (!frm.is_new() && frm.doc.family && frappe.model.can_create("Specialist Help"))
			frm.add_custom_button(__("Individual Work With the Child"), () => {
				const { family, centre } = frm.doc;
				opsfamily.begin("Specialist Help", { family, centre });
			});
	},

	family(frm) {
		opsfamily.offer_household(frm, "child");
	},

	centre: offer_choices,
});

// A centre without groups or house rules asks for none.
function offer_choices(frm) {
	const { name, centre, children_group, rules_signed_on } = frm.doc;
	show(frm, Boolean(children_group), Boolean(rules_signed_on));
	if (!centre) return;
	opsfamily.call("enrolment_choices", { centre }, "GET").then(({ groups, has_rules }) => {
		// Another record or centre was opened meanwhile.
		if (frm.doc.name !== name || frm.doc.centre !== centre) return;
		frm.set_df_property("children_group", "options", groups);
		show(frm, Boolean(groups.length || children_group), has_rules || Boolean(rules_signed_on));
	});
}

function show(frm, group, rules) {
	frm.toggle_display("children_group", group);
	frm.toggle_display("rules_signed_on", rules);
}
