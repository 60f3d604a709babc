frappe.ui.form.on("Support Catalogue", {
	refresh(frm) {
		opsfamily.offer_household(frm, "person");
		if (frm.is_new()) return;
		show_missing_consents(frm);
		if (frappe.model.can_create("Authorisation")) {
			frm.add_custom_button(__("New Authorisation"), () =>
				opsfamily.begin("Authorisation", { family: frm.doc.family, person: frm.doc.person })
			);
		}
	},

	family(frm) {
		opsfamily.offer_household(frm, "person");
	},
});

function show_missing_consents(frm) {
	const missing = frm.doc.__onload?.missing_consents || [];
	if (!missing.length) return;
	const names = missing.map(opsfamily.escape).join(", ");
	frm.dashboard.set_headline_alert(
		__("Consents of the application not given yet: {0}", [names]),
		"orange"
	);
	if (!frappe.model.can_create("Consent")) return;
	frm.add_custom_button(__("New Consent"), () =>
		opsfamily.begin("Consent", {
			family: frm.doc.family,
			person: frm.doc.person,
			kind: missing[0],
		})
	);
}
