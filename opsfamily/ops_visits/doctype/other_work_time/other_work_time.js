frappe.ui.form.on("Other Work Time", {
	setup(frm) {
		frm.set_query("kind", () => ({ filters: { disabled: 0 } }));
	},

	onload(frm) {
		if (!frm.is_new() || frm.doc.kind) return;
		opsfamily
			.read("other_work_state")
			.then(({ last_kind }) => last_kind && frm.set_value("kind", last_kind));
	},

	from_time(frm) {
		count(frm);
	},

	to_time(frm) {
		count(frm);
	},
});

// Shown at once; the server sets the minutes again on saving.
function count(frm) {
	const { from_time, to_time } = frm.doc;
	if (!from_time || !to_time) return;
	const minutes = moment(to_time, "HH:mm").diff(moment(from_time, "HH:mm"), "minutes");
	if (minutes > 0) frm.set_value("minutes", minutes);
}
