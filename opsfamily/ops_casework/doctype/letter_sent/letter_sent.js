frappe.ui.form.on("Letter Sent", {
	refresh(frm) {
		show_scan_state(frm);
	},
});

// Whether the signed letter is still the file that was attached.
function show_scan_state(frm) {
	const state = frm.doc.__onload?.scan_state;
	const shown = {
		unchanged: [__("The signed letter is unchanged: its checksum fits."), "green"],
		changed: [__("The file of the signed letter was changed after it was attached."), "red"],
		missing: [__("The file of the signed letter is missing."), "red"],
	};
	if (shown[state]) frm.set_intro(...shown[state]);
}
