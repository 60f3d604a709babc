frappe.ui.form.on("Family Assessment", {
	refresh(frm) {
		opsfamily.add_blank_form(frm.page, frm.doctype);
	},

	// The household is shown at once, so that it can be corrected before the first save.
	family(frm) {
		if (!frm.is_new() || !frm.doc.family) return;
		opsfamily.call("household", { family: frm.doc.family }, "GET").then((page) => {
			for (const fieldname of ["representative", "address", "phone"]) {
				if (!frm.doc[fieldname]) frm.set_value(fieldname, page[fieldname]);
			}
			frm.clear_table("household");
			page.members.forEach((member) => frm.add_child("household", member));
			if (!frm.doc.residents) frm.set_value("residents", page.members.length);
			frm.refresh_field("household");
		});
	},
});
