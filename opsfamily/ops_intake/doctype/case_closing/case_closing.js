frappe.ui.form.on("Case Closing", {
	setup(frm) {
		frm.set_query("reason", () => ({ filters: { disabled: 0 } }));
		frm.set_query("final_assessment", () => ({
			filters: { family: frm.doc.family || "", kind: "Final", docstatus: 1 },
		}));
	},

	refresh(frm) {
		if (frm.is_new()) {
			frm.set_intro(
				__("People on the case and open actions are taken over when you save; look them through.")
			);
			return;
		}
		if (frm.doc.docstatus !== 1) return;
		if (frm.doc.reopened_on) {
			frm.set_intro(
				__("Reopened on {0} by {1}.", [
					frappe.datetime.str_to_user(frm.doc.reopened_on),
					frm.doc.reopened_by_name,
				]),
				"orange"
			);
			return;
		}
		add_monitoring(frm);
		opsfamily.add_reopening(frm, frm.doc.name);
	},
});

function add_monitoring(frm) {
	const runs = frm.doc.monitoring_status === "Monitoring Runs";
	if (!runs || !frappe.model.can_create("Monitoring Contact")) return;
	frm
		.add_custom_button(__("New Monitoring Contact"), () =>
			frappe.new_doc("Monitoring Contact", { family: frm.doc.family, closing: frm.doc.name })
		)
		.addClass("btn-primary");
}
