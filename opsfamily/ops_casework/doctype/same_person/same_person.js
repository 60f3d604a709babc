frappe.ui.form.on("Same Person", {
	refresh(frm) {
		if (frm.is_new()) offer_both(frm);
	},

	family: (frm) => offer_both(frm),

	other_family: (frm) => offer_both(frm),
});

function offer_both(frm) {
	offer_members(frm, "family", "person");
	offer_members(frm, "other_family", "other_person");
}

function offer_members(frm, family, person) {
	if (!frm.doc[family]) return;
	frappe.db.get_doc("Family", frm.doc[family]).then(({ members }) =>
		frm.set_df_property(
			person,
			"options",
			members.map((row) => row.full_name)
		)
	);
}
