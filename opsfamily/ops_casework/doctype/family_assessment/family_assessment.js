frappe.ui.form.on("Family Assessment", {
	refresh(frm) {
		opsfamily.add_blank_form(frm.page, frm.doctype);
		if (!frm.is_new() && frm.doc.docstatus < 2) {
			frm.add_custom_button(__("Compare with the Previous One"), () =>
				frappe.set_route("assessment-comparison", frm.doc.family, frm.doc.name)
			);
		}
		show_unconfirmed(frm);
	},

	// Fill in the household at once, so that it can be corrected before the first save.
	family(frm) {
		if (!frm.is_new() || !frm.doc.family) return;
		opsfamily.call("household", { family: frm.doc.family }, "GET").then((page) => {
			for (const fieldname of ["representative", "address", "phone"]) {
				if (!frm.doc[fieldname]) frm.set_value(fieldname, page[fieldname]);
			}
			frm.clear_table("household");
			page.members.forEach((member) => frm.add_child("household", member));
			if (!frm.doc.residents) frm.set_value("residents", page.members.length);
			if (page.last_assessment) begin_later_one(frm);
			frm.refresh_field("household");
		});
	},
});

// The last assessment is taken over when this one is saved for the first time.
function begin_later_one(frm) {
	if (frm.doc.kind === "Initial") frm.set_value("kind", "Periodic");
	frm.set_intro(
		__(
			"When you save, the last assessment is taken over. Then confirm or rewrite each part of it."
		)
	);
}

function show_unconfirmed(frm) {
	const { unconfirmed } = frm.doc.__onload || {};
	if (frm.doc.docstatus !== 0 || !unconfirmed?.length) return;
	frm.set_intro(
		__("Taken over from the last assessment, still to be confirmed or rewritten: {0}.", [
			unconfirmed.join(", "),
		]),
		"orange"
	);
}
