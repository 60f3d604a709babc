frappe.ui.form.on("Family Assessment", {
	refresh(frm) {
		opsfamily.add_blank_form(frm.page, frm.doctype);
		if (!frm.is_new() && frm.doc.docstatus < 2) {
			frm.add_custom_button(__("Compare with the Previous One"), () =>
				frappe.set_route("assessment-comparison", frm.doc.family, frm.doc.name)
			);
		}
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
			frm.refresh_field("household");
		});
	},
});
