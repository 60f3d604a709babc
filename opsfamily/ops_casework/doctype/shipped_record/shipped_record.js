frappe.ui.form.on("Shipped Record", {
	refresh(frm) {
		frm.disable_save();
		if (frm.doc.status !== "As Shipped" && frappe.model.can_write(frm.doc.record_type)) {
			frm.add_custom_button(__("Take the App's Version"), () => take_ours(frm));
		}
	},
});

function take_ours(frm) {
	frappe.confirm(
		__("The office's changes to this record are lost. Take the app's version?"),
		async () => {
			await frappe.xcall("opsfamily.setup.shipped.take_ours", { key: frm.doc.name });
			frm.reload_doc();
		}
	);
}
