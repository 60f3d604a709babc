frappe.ui.form.on("Consent", {
	refresh(frm) {
		opsfamily.add_letter(frm);
		if (frm.is_new()) opsfamily.offer_household(frm, "person");
		ask_of_others(frm);
	},

	family(frm) {
		opsfamily.offer_household(frm, "person");
	},

	withdrawn_on: ask_of_others,
});

// Name those whose consent to work runs, and ask whether the work goes on with them.
function ask_of_others(frm) {
	frm.set_intro("");
	const { family, kind, withdrawn_on, is_consent_to_work, next_step } = frm.doc;
	if (!withdrawn_on || !is_consent_to_work || next_step) return;
	frappe.db
		.get_list("Consent", {
			filters: { family, kind, status: "Consent Runs", name: ["!=", frm.doc.name] },
			fields: ["person"],
			order_by: "given_on",
			limit: 20,
		})
		.then((rows) => {
			if (!rows.length) return;
			const names = rows.map((row) => frappe.utils.escape_html(row.person)).join(", ");
			frm.set_intro(
				__(
					"The consent of {0} runs. Does the work go on with them? Please choose what happens next.",
					[names]
				),
				"orange"
			);
		});
}
