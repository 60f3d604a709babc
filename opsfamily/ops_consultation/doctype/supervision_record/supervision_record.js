frappe.ui.form.on("Supervision Record", {
	setup(frm) {
		frm.set_query("session", () => ({ filters: { status: "Held" } }));
		frm.set_query("user", "actions", () => ({
			filters: { name: ["in", (frm.people || []).map((person) => person.user)] },
		}));
	},

	refresh(frm) {
		opsfamily.add_blank_form(frm.page, frm.doctype);
		show_readers(frm);
	},

	session: (frm) => show_readers(frm),
});

// Show who will read the record before somebody writes in it.
function show_readers(frm) {
	if (!frm.doc.session) return;
	frappe.db.get_doc("Supervision Session", frm.doc.session).then((session) => {
		frm.people = session.attendance.map(({ user, full_name }) => ({ user, full_name }));
		if (session.supervisor)
			frm.people.push({ user: session.supervisor, full_name: session.supervisor_name });
		const names = frm.people.map((person) => person.full_name || person.user).join(", ");
		// Called twice while a new form fills itself in, so the earlier line is removed.
		frm.set_intro("");
		frm.set_intro(__("Read and written only by: {0}.", [opsfamily.escape(names)]), "blue");
	});
}
