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
		offer_earlier_actions(frm);
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

// What comes back by itself is only what everybody at the session knows; the rest is brought in by who was at both.
function offer_earlier_actions(frm) {
	const { grid } = frm.fields_dict.earlier_actions;
	grid.cannot_add_rows = true;
	grid.refresh();
	if (frm.is_new() || !frm.perm[0].write) return;
	grid.add_custom_button(__("Actions Agreed Earlier"), () =>
		opsfamily
			.call("earlier_supervision_actions", { session: frm.doc.session }, "GET")
			.then((actions) => bring_in(frm, actions))
	);
}

function bring_in(frm, actions) {
	const there = (frm.doc.earlier_actions || []).map((row) => row.agreed_action);
	const missing = actions.filter((action) => !there.includes(action.agreed_action));
	for (const action of missing) Object.assign(frm.add_child("earlier_actions"), action);
	frm.refresh_field("earlier_actions");
	if (missing.length) frm.dirty();
	else frappe.show_alert(__("Nothing else is open."));
}
