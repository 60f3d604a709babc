frappe.ui.form.on("Court Opinion", {
	refresh(frm) {
		opsfamily.add_blank_form(frm.page, frm.doctype);
		if (frm.is_new()) {
			frm.set_intro(
				__("The facts are composed from the file when you save; then you correct them.")
			);
			return;
		}
		if (frm.doc.docstatus === 0 && frm.perm[0].write)
			frm.add_custom_button(__("Compose the Facts Anew"), () => compose(frm));
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
