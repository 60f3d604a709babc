// Agreed by the case manager; the recipient of the task writes only the other fields.
const GIVEN_FIELDS = ["task", "given_to", "outside", "due_date", "delegated_on"];

frappe.ui.form.on("Delegated Task", {
	refresh(frm) {
		offer_people(frm);
		if (frm.is_new()) return;
		const may_delegate = Boolean(frm.doc.__onload?.may_delegate);
		for (const fieldname of GIVEN_FIELDS)
			frm.set_df_property(fieldname, "read_only", may_delegate ? 0 : 1);
		const is_own = frm.doc.given_to === frappe.session.user;
		if (!may_delegate && !is_own) frm.disable_form();
		if (may_delegate) add_asking_outside(frm);
		frm.add_custom_button(__("Case Manager"), () =>
			frappe.set_route("case-manager", frm.doc.family)
		);
	},

	family: offer_people,
});

// A specialist without an account is asked by a link, where the office uses it; what is open is carried on.
function add_asking_outside(frm) {
	const { outside, outcome, name, family } = frm.doc;
	if (!outside || outcome !== "Pending" || !frm.doc.__onload?.asks_outside) return;
	const { open_question } = frm.doc.__onload;
	const label = open_question ? __("Answer from Outside") : __("Ask by a Link");
	frm.add_custom_button(label, () =>
		open_question
			? frappe.set_route("Form", "Outside Answer", open_question)
			: frappe.new_doc("Outside Answer", { family, task: name })
	);
}

// Offer the people on the case today; a coordinator without an assignment can be typed.
function offer_people(frm) {
	if (!frm.doc.family) return;
	const today = frappe.datetime.get_today();
	frappe.db
		.get_list("Case Assignment", {
			filters: { family: frm.doc.family, from_date: ["<=", today] },
			fields: ["user", "until_date"],
			limit: 0,
		})
		.then((rows) => {
			const running = rows.filter((row) => !row.until_date || row.until_date >= today);
			const users = running.map((row) => row.user);
			frm.set_query("given_to", () => ({ filters: { name: ["in", users] } }));
		});
}
