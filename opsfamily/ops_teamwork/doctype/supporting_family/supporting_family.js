frappe.ui.form.on("Supporting Family", {
	refresh(frm) {
		// The server asks for the head on the day, deputies included.
		const is_head = frappe.user.has_role("Head of Centre");
		for (const fieldname of ["opinion", "opinion_on", "opinion_reason"])
			frm.set_df_property(fieldname, "read_only", is_head ? 0 : 1);
	},
});
