frappe.ui.form.on("Day Centre Enrolment", {
	setup(frm) {
		frm.set_query("centre", () => ({ filters: { disabled: 0 } }));
	},

	refresh(frm) {
		if (frm.perm[0].write) opsfamily.offer_household(frm, "child");
		offer_choices(frm);
		if (frm.doc.__onload?.may_note_signing) add_signing(frm);
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

// The staff of the centre read the enrolment and write this one day.
function add_signing(frm) {
	const label = __("House Rules Were Signed");
	const day = {
		fieldtype: "Date",
		fieldname: "day",
		label: __("House Rules Signed On"),
		default: frappe.datetime.get_today(),
		reqd: 1,
	};
	const save = (values) =>
		opsfamily
			.call("note_house_rules_signed", { enrolment: frm.doc.name, ...values })
			.then(() => frm.reload_doc());
	frm
		.add_custom_button(label, () => frappe.prompt(day, save, label, __("Save")))
		.addClass("btn-primary");
}

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
