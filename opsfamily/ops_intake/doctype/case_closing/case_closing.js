frappe.ui.form.on("Case Closing", {
	setup(frm) {
		frm.set_query("reason", () => ({ filters: { disabled: 0 } }));
		frm.set_query("final_assessment", () => ({
			filters: { family: frm.doc.family || "", kind: "Final", docstatus: 1 },
		}));
	},

	refresh(frm) {
		opsfamily.add_letter(frm);
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
		add_late_entries(frm);
	},
});

// The head opens entries of days before the closing, with a reason.
function add_late_entries(frm) {
	if (!frappe.user.has_role("Head of Centre")) return;
	const of_form = (fieldname, values) => {
		const { fieldtype, label } = frappe.meta.get_docfield(frm.doctype, fieldname);
		return { fieldname, fieldtype, label: __(label), reqd: 1, ...values };
	};
	const fields = [
		of_form("late_until", { default: frappe.datetime.add_days(frappe.datetime.get_today(), 7) }),
		of_form("late_reason"),
	];
	frm.add_custom_button(__("Open Late Entries"), () =>
		frappe.prompt(
			fields,
			({ late_until, late_reason }) =>
				opsfamily
					.call("open_late_entries", {
						closing: frm.doc.name,
						until: late_until,
						reason: late_reason,
					})
					.then(() => frm.reload_doc()),
			__("Until when may earlier days be entered?")
		)
	);
}

function add_monitoring(frm) {
	const runs = frm.doc.monitoring_status === "Monitoring Runs";
	if (!runs || !frappe.model.can_create("Monitoring Contact")) return;
	frm
		.add_custom_button(__("New Monitoring Contact"), () =>
			frappe.new_doc("Monitoring Contact", { family: frm.doc.family, closing: frm.doc.name })
		)
		.addClass("btn-primary");
}
