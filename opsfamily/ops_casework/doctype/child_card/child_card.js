frappe.ui.form.on("Child Card", {
	setup(frm) {
		frm.set_query("state", "authority", () => ({ filters: { disabled: 0 } }));
	},

	refresh(frm) {
		// Escaped on the server, value by value.
		const shown = frm.is_new() ? "" : frm.doc.__onload?.people || "";
		frm.fields_dict.people.$wrapper.html(shown);
		offer_people(frm);
		const goals = frm.doc.__onload?.goals || [];
		frm.fields_dict.health_dates.grid.update_docfield_property("goal", "options", goals);
		if (!frm.is_new() && frm.perm[0].write)
			frm.add_custom_button(__("Add a Person"), () => ask_for_person(frm));
	},

	family: offer_people,
});

// The child, and whoever has authority over it, are chosen from the household; others are typed.
function offer_people(frm) {
	if (!frm.doc.family) return;
	opsfamily.call("household_choices", { family: frm.doc.family }, "GET").then((names) => {
		frm.set_df_property("child", "options", names);
		frm.fields_dict.authority.grid.update_docfield_property("person", "options", names);
	});
}

// A person of the child is written in the support network, where ecomap, finder and conferences read them.
function ask_for_person(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Add a Person"),
		fields: [
			{
				fieldname: "kind",
				fieldtype: "Link",
				label: __("Kind of Support"),
				options: "Support Kind",
				reqd: 1,
				get_query: () => ({ filters: { disabled: 0 } }),
			},
			{
				fieldname: "institution",
				fieldtype: "Data",
				label: __("Institution or Person"),
				reqd: 1,
			},
			{ fieldname: "contact", fieldtype: "Data", label: __("Contact Person") },
			{ fieldname: "phone", fieldtype: "Data", label: __("Phone") },
		],
		primary_action_label: __("Save"),
		primary_action(values) {
			opsfamily.call("add_person_of_child", { card: frm.doc.name, ...values }, "POST").then(() => {
				dialog.hide();
				frm.reload_doc();
			});
		},
	});
	dialog.show();
}
