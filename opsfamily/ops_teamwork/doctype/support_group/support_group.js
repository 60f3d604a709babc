frappe.ui.form.on("Support Group", {
	setup(frm) {
		frm.set_query("kind", () => ({ filters: { disabled: 0 } }));
		frm.set_query("centre", () => ({ filters: { disabled: 0 } }));
		frm.set_query("user", "leaders", () => ({
			filters: { enabled: 1, user_type: "System User" },
		}));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		if (frappe.model.can_create("Group Meeting"))
			frm.add_custom_button(__("New Meeting"), () =>
				frappe.new_doc("Group Meeting", { support_group: frm.doc.name })
			);
		if (frm.doc.centre && frappe.model.can_create("Group Participation"))
			frm.add_custom_button(__("Enter the Centre's Children"), () => add_children(frm));
	},
});

async function add_children(frm) {
	const entered = await opsfamily.call("add_centre_children", { group: frm.doc.name });
	frappe.show_alert({ message: __("Entered: {0}", [entered]), indicator: "green" });
	frm.reload_doc();
}
