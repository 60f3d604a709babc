frappe.ui.form.on("Contact Kind", {
	on_timesheet(frm) {
		// What is not stored yet is asked for at once; the server refuses a change without an answer.
		frm.doc.__on_timesheet_changed = frm.is_new() ? 0 : 1;
		frm.set_df_property("open_visits", "reqd", frm.doc.__on_timesheet_changed);
		frm.refresh_field("open_visits");
		frm.layout.refresh_dependency();
	},

	after_save(frm) {
		frm.set_df_property("open_visits", "reqd", 0);
	},
});
