frappe.ui.form.on("Home Outing", {
	refresh(frm) {
		const is_open = !frm.is_new() && frm.doc.status !== "Is Back";
		frm.set_df_property("expected_end", "read_only", frm.is_new() || is_open ? 0 : 1);
		if (!is_open) return;
		const is_own = frm.doc.worker === frappe.session.user;
		frm.add_custom_button(is_own ? __("I Am Back") : __("The Worker Is Back"), () =>
			opsfamily.call("come_back", { outing: frm.doc.name }).then(() => frm.reload_doc())
		);
	},
});
