// Pixels; a longer text is shown whole.
const TEXT_HEIGHTS = { source: 60, intro: 60, signatures: 60 };

// What the sheet looks like is printed before anybody fills one in.
frappe.ui.form.on("Sheet Template", {
	refresh(frm) {
		opsfamily.fit_texts(frm, TEXT_HEIGHTS);
		if (!frm.is_new()) frm.add_custom_button(__("Print Blank Form"), () => frm.print_doc());
	},
});
