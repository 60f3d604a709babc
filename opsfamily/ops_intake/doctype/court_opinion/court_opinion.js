frappe.ui.form.on("Court Opinion", {
	refresh(frm) {
		opsfamily.add_letter(frm);
		opsfamily.add_blank_form(frm.page, frm.doctype);
		if (frm.is_new()) {
			frm.set_intro(
				__("The facts are composed from the file when you save; then you correct them.")
			);
			return;
		}
		if (frm.doc.docstatus === 0 && frm.perm[0].write) add_steps(frm);
	},
});

// Ask first, because corrections by hand are lost.
function compose(frm) {
	frappe.confirm(__("Facts and names are written anew; your corrections in them are lost."), () =>
		opsfamily
			.save_first(frm)
			.then(() => opsfamily.call("compose_opinion", { opinion: frm.doc.name }))
			.then(() => frm.reload_doc())
	);
}

// The author writes and sends; the head approves (submits) or returns.
function add_steps(frm) {
	const is_author = frm.doc.signed_by === frappe.session.user;
	const waits = frm.doc.approval === "Waits for Approval";
	if (frm.doc.return_reason)
		frm.set_intro(
			`${__("Returned Because")}: ${opsfamily.escape(frm.doc.return_reason)}`,
			"orange"
		);
	if (is_author && !waits) {
		frm.add_custom_button(__("Compose the Facts Anew"), () => compose(frm));
		frm.add_custom_button(__("Send for Approval"), () => send(frm));
	}
	if (waits && !is_author && frappe.user.has_role("Head of Centre"))
		frm.add_custom_button(__("Return to the Author"), () => return_to_author(frm));
}

function send(frm) {
	return opsfamily
		.save_first(frm)
		.then(() => opsfamily.call("send_opinion", { opinion: frm.doc.name }))
		.then(() => frm.reload_doc());
}

function return_to_author(frm) {
	opsfamily
		.ask_reason(__("Why is the opinion returned?"))
		.then((reason) => opsfamily.call("return_opinion", { opinion: frm.doc.name, reason }))
		.then(() => frm.reload_doc());
}
