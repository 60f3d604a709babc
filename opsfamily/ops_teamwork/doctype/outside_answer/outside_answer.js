// A question to a specialist outside: its link is made here and shown once; its answer is decided on here.
frappe.ui.form.on("Outside Answer", {
	refresh(frm) {
		if (frm.is_new()) return offer_usual_days(frm);
		const { state } = frm.doc;
		const is_open = ["No Link Yet", "Answer Awaited"].includes(state);
		if (!frm.doc.__onload?.may_decide) return frm.disable_form();
		for (const fieldname of ["shown_text", "expires_on"])
			frm.set_df_property(fieldname, "read_only", is_open ? 0 : 1);
		if (is_open) add_link_buttons(frm);
		if (state === "Decision Awaited") add_decision_buttons(frm);
	},
});

// The server fills it in as well, for who saves by another way.
function offer_usual_days(frm) {
	if (!frm.doc.expires_on)
		frm.set_value("expires_on", frappe.datetime.add_days(frappe.datetime.get_today(), 14));
}

function add_link_buttons(frm) {
	const has_link = frm.doc.state === "Answer Awaited";
	const label = has_link ? __("Make the Link Anew") : __("Make the Link");
	const ask = () =>
		has_link
			? frappe.confirm(__("The earlier link will open nothing any more. Make a new one?"), () =>
					make_link(frm)
			  )
			: make_link(frm);
	frm.add_custom_button(label, ask).addClass(has_link ? "" : "btn-primary");
	frm.add_custom_button(__("Withdraw the Question"), () =>
		frappe.confirm(__("The link will open nothing any more. Withdraw it?"), () =>
			act(frm, "withdraw_outside_question", { question: frm.doc.name })
		)
	);
}

function make_link(frm) {
	if (frm.is_dirty()) return frappe.msgprint(__("Please save first."));
	opsfamily
		.call("make_outside_link", { question: frm.doc.name })
		.then((link) => frm.reload_doc().then(() => show_link(link)));
}

// The link is nowhere else: what is closed here can only be made anew.
function show_link({ url, until }) {
	const dialog = new frappe.ui.Dialog({
		title: __("Link for the Specialist"),
		fields: [
			{
				fieldname: "url",
				fieldtype: "Small Text",
				label: __("Link"),
				default: url,
				read_only: 0,
				description: __(
					"It is shown only now. Hand it to the specialist alone: whoever holds it sees the text and may answer once."
				),
			},
			{
				fieldname: "until",
				fieldtype: "Data",
				label: __("Link Valid Until"),
				default: frappe.datetime.str_to_user(until),
				read_only: 1,
			},
		],
		primary_action_label: __("Copy the Link"),
		primary_action: () => frappe.utils.copy_to_clipboard(url),
	});
	dialog.show();
}

function add_decision_buttons(frm) {
	frm.set_intro(
		__("The answer waits for a decision: accepted, it is written to the task."),
		"orange"
	);
	const decide = (values) =>
		act(frm, "decide_outside_answer", { question: frm.doc.name, ...values });
	frm
		.add_custom_button(__("Accept the Answer"), () => decide({ accepted: 1 }))
		.addClass("btn-primary");
	const reason = {
		fieldname: "reason",
		fieldtype: "Small Text",
		label: __("Reason for Rejecting"),
		reqd: 1,
	};
	frm.add_custom_button(__("Reject the Answer"), () =>
		frappe.prompt(reason, decide, __("Reject the Answer"), __("Reject the Answer"))
	);
}

function act(frm, method, values) {
	return opsfamily.call(method, values).then(() => frm.reload_doc());
}
