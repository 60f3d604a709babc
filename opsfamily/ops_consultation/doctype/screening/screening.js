frappe.ui.form.on("Screening", {
	setup(frm) {
		frm.set_query("tool", () => ({ filters: { disabled: 0 } }));
	},

	refresh(frm) {
		if (frm.is_new()) opsfamily.offer_household(frm, "child");
	},

	family(frm) {
		opsfamily.offer_household(frm, "child");
	},

	// Show the birth date of the family's page at once; the server sets it as well.
	child(frm) {
		if (!frm.doc.family || !frm.doc.child) return;
		opsfamily.call("household", { family: frm.doc.family }, "GET").then(({ members }) => {
			const member = members.find(({ full_name }) => full_name === frm.doc.child);
			if (member?.birth_date) frm.set_value("birth_date", member.birth_date);
		});
	},

	tool(frm) {
		propose_next(frm);
	},

	screened_on(frm) {
		propose_next(frm);
	},
});

function propose_next(frm) {
	if (!frm.is_new() || !frm.doc.tool || !frm.doc.screened_on) return;
	frappe.db.get_value("Screening Tool", frm.doc.tool, "next_after_months").then(({ message }) => {
		const months = cint(message.next_after_months);
		if (months) frm.set_value("next_due", frappe.datetime.add_months(frm.doc.screened_on, months));
	});
}
