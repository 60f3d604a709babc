frappe.ui.form.on("Case Assignment", {
	refresh: show_workload,
	family: show_workload,
	part: show_workload,
	from_date: show_workload,
});

function show_workload(frm) {
	const { $wrapper } = frm.fields_dict.workload_html;
	$wrapper.empty();
	if (frm.doc.part !== "Family Assistant" || !frm.perm[0]?.write) return;
	const { family, from_date } = frm.doc;
	const today = frappe.datetime.get_today();
	const day = from_date > today ? from_date : today;
	const pick = frm.is_new() ? (user) => frm.set_value("user", user) : null;
	opsfamily.show_loads($wrapper, { family, day, pick });
}
