frappe.ui.form.on("Access Copy", {
	refresh(frm) {
		if (frm.is_new()) return offer_people(frm);
		if (frm.doc.docstatus === 0) add_prepare(frm);
	},

	family(frm) {
		offer_people(frm);
	},
});

function offer_people(frm) {
	opsfamily.offer_choices(frm, "person", "household_names");
}

function add_prepare(frm) {
	const button = frm.add_custom_button(__("Prepare"), () => {
		if (!(frm.doc.entries || []).length) return prepare(frm);
		frappe.confirm(
			__("The entries are made anew; what was ticked and edited is lost. Go on?"),
			() => prepare(frm)
		);
	});
	if (!(frm.doc.entries || []).length) button.addClass("btn-primary");
}

function prepare(frm) {
	return opsfamily
		.call("prepare_access_copy", { access_copy: frm.doc.name })
		.then(() => frm.reload_doc());
}
