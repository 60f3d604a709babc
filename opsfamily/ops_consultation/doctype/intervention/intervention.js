frappe.ui.form.on("Intervention", {
	setup(frm) {
		frm.set_query("worker", () => ({ filters: { enabled: 1, user_type: "System User" } }));
		frm.set_query("body", "notified", () => ({ filters: { disabled: 0 } }));
	},

	refresh(frm) {
		opsfamily.add_blank_form(frm.page, frm.doctype);
		opsfamily.fit_texts(frm, { seen: 130, done: 100 });
		opsfamily.offer_household_rows(frm, "persons", __("Somebody Else…"));
		if (frm.doc.docstatus !== 0) return;
		frm.set_intro("");
		frm.set_intro(
			`<strong>${__("If somebody's life is in danger, call 112 first.")}</strong> ${__(
				"This is a record; nobody comes because of it."
			)}`,
			"red"
		);
	},

	family(frm) {
		opsfamily.offer_household_rows(frm, "persons", __("Somebody Else…"));
	},
});
