const FOR_ASSISTANT = "Pismo o przydzieleniu dla asystenta";
const FOR_FAMILY = "Pismo o przydzieleniu dla rodziny";
const OF_REFUSAL = "Odmowa przydzielenia asystenta";

frappe.ui.form.on("Assistant Request", {
	setup(frm) {
		frm.set_query("notification", () => ({ filters: { family: frm.doc.family } }));
		frm.set_query("risk_list", () => ({ filters: { family: frm.doc.family, docstatus: 1 } }));
	},

	onload(frm) {
		if (frm.is_new()) fill_papers(frm);
	},

	refresh(frm) {
		opsfamily.keep_meanings(frm);
		opsfamily.add_letter(frm);
		opsfamily.add_blank_form(frm.page, frm.doctype);
		add_letters(frm);
		show_loads(frm);
	},

	family(frm) {
		if (frm.is_new()) fill_papers(frm);
		show_loads(frm);
	},

	before_workflow_action(frm) {
		return opsfamily.ask_before_step(frm, { Accepted: assign, Refused: refuse });
	},
});

// Choose the family's newest notification and risk list where none was chosen.
function fill_papers(frm) {
	const { family } = frm.doc;
	if (!family) return;
	fill_newest(frm, "notification", "Family Notification", {
		family,
		status: ["!=", "Closed Without Request"],
	});
	fill_newest(frm, "risk_list", "Risk List", { family, docstatus: 1 });
}

function fill_newest(frm, fieldname, doctype, filters) {
	if (frm.doc[fieldname]) return;
	frappe.db
		.get_list(doctype, { filters, order_by: "creation desc", limit: 1 })
		.then(([newest]) => newest && frm.set_value(fieldname, newest.name));
}

function show_loads(frm) {
	const { $wrapper } = frm.fields_dict.workload_html;
	$wrapper.empty();
	if (
		!frm.doc.family ||
		!["Being Written", "Returned"].includes(frm.doc.state_meaning || "Being Written")
	)
		return;
	if (!frm.perm[0]?.write) return;
	const pick = (user) => frm.set_value("proposed_assistant", user);
	opsfamily.show_loads($wrapper, { family: frm.doc.family, pick });
}

function add_letters(frm) {
	const letters = {
		Accepted: [
			[__("Letter to the Assistant"), FOR_ASSISTANT],
			[__("Letter to the Family"), FOR_FAMILY],
		],
		Refused: [[__("Letter of Refusal"), OF_REFUSAL]],
	};
	for (const [label, format] of letters[frm.doc.state_meaning] || [])
		frm.add_custom_button(label, () => opsfamily.open_paper(frm, format));
}

function refuse(frm) {
	// The workflow freezes the screen, so unfreeze it while the dialog is open.
	frappe.dom.unfreeze();
	const question = __("Why is no assistant assigned? The reason is printed in the letter.");
	return opsfamily
		.ask_coded_reason(frm, question, "refusal_code")
		.then(({ code, reason }) =>
			opsfamily.write_for_action(frm, { refusal_code: code, refusal_reason: reason })
		);
}

// The workflow freezes the screen, so unfreeze it while the dialog is open.
function assign(frm) {
	frappe.dom.unfreeze();
	return new Promise((resolve) => {
		const dialog = new frappe.ui.Dialog({
			title: __("Who becomes the family's assistant?"),
			fields: decision_fields(frm),
			primary_action_label: __("Assign Assistant"),
			primary_action: (values) => {
				dialog.hide();
				const { assistant, assigned_from, workload_reason } = values;
				resolve(opsfamily.write_for_action(frm, { assistant, assigned_from, workload_reason }));
			},
		});
		opsfamily.show_loads(dialog.fields_dict.loads.$wrapper, {
			family: frm.doc.family,
			pick: (user) => dialog.set_value("assistant", user),
		});
		dialog.show();
	});
}

function decision_fields(frm) {
	const of_form = (fieldname, values) => {
		const { fieldtype, label, options, description } = frappe.meta.get_docfield(
			frm.doctype,
			fieldname
		);
		return { fieldname, fieldtype, label: __(label), options, description, ...values };
	};
	return [
		{ fieldname: "loads", fieldtype: "HTML" },
		of_form("assistant", {
			reqd: 1,
			default: frm.doc.assistant || frm.doc.proposed_assistant,
		}),
		of_form("assigned_from", {
			reqd: 1,
			default: frm.doc.assigned_from || frappe.datetime.get_today(),
		}),
		of_form("workload_reason", { default: frm.doc.workload_reason }),
	];
}
