frappe.ui.form.on("Family Notification", {
	setup(frm) {
		frm.set_query("reporter_kind", () => ({ filters: { disabled: 0 } }));
	},

	refresh(frm) {
		if (frm.is_new() || frm.doc.closed_on) return;
		add_next_step(frm, "Risk List", __("Fill In the Risk List"));
		add_next_step(frm, "Assistant Request", __("Ask for an Assistant"), {
			notification: frm.doc.name,
		});
		if (frm.doc.status !== "Request Made" && frm.perm[0]?.write) add_closing(frm);
	},
});

function add_next_step(frm, doctype, label, values) {
	if (!frappe.model.can_create(doctype)) return;
	frm.add_custom_button(label, () =>
		frappe.new_doc(doctype, { family: frm.doc.family, ...values })
	);
}

function add_closing(frm) {
	frm.add_custom_button(__("Close Without a Request"), () =>
		opsfamily
			.ask_coded_reason(frm, __("Why is no assistant asked for?"), "closing_code")
			.then(({ code, reason }) =>
				frm.set_value({
					closed_on: frappe.datetime.get_today(),
					closing_code: code,
					closing_reason: reason,
				})
			)
			.then(() => frm.save())
	);
}
