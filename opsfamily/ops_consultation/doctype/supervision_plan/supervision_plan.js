frappe.ui.form.on("Supervision Plan", {
	setup(frm) {
		frm.set_query("programme", () => ({ filters: { disabled: 0 } }));
		// The row's own field: a list of people in one field has no grid.
		frm.set_query("participants", () => ({ filters: { enabled: 1, user_type: "System User" } }));
	},

	refresh(frm) {
		opsfamily.add_blank_form(frm.page, frm.doctype);
		if (frm.is_new()) return;
		frm.add_custom_button(__("Sessions of This Plan"), () =>
			frappe.set_route("List", "Supervision Session", { plan: frm.doc.name })
		);
		const is_missing = frm.doc.sessions.some((row) => !row.status);
		if (is_missing && frm.perm[0].write) add_arranging(frm);
	},
});

function add_arranging(frm) {
	frm
		.add_custom_button(__("Arrange the Sessions"), () =>
			opsfamily
				.save_first(frm)
				.then(() => opsfamily.call("arrange_supervision", { plan: frm.doc.name }))
				.then((number) => {
					frappe.show_alert(__("Sessions arranged: {0}.", [number]));
					frm.reload_doc();
				})
		)
		.addClass("btn-primary");
}
