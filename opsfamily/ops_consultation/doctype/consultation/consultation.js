frappe.ui.form.on("Consultation", {
	setup(frm) {
		frm.set_query("kind", () => ({ filters: { disabled: 0 } }));
		frm.set_query("consultant", () => ({ filters: { enabled: 1 } }));
		frm.set_query("user", "persons", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		if (frm.doc.family || !frm.is_new()) return;
		frm.set_intro(__("Without a family: write without names."), "blue");
	},

	family(frm) {
		frm.set_intro("");
		frm.events.refresh(frm);
	},
});
