frappe.ui.form.on("Case Analysis", {
	setup(frm) {
		for (const fieldname of ["level", "complexity"])
			frm.set_query(fieldname, () => ({ filters: { disabled: 0 } }));
		frm.set_query("earlier_analysis", () => ({
			filters: { family: frm.doc.family, docstatus: 1, name: ["!=", frm.doc.name] },
		}));
		const staff = () => ({ filters: { enabled: 1, user_type: "System User" } });
		frm.set_query("user", "findings", staff);
		frm.set_query("proposed_manager", staff);
	},

	refresh(frm) {
		opsfamily.add_blank_form(frm.page, frm.doctype);
		say_what_is_asked(frm);
		if (frm.doc.docstatus !== 1) return;
		add_appointing(frm);
		if (frappe.model.can_create("Case Analysis"))
			frm.add_custom_button(__("Next Analysis"), () => {
				const { family, name } = frm.doc;
				opsfamily.begin("Case Analysis", { family, earlier_analysis: name });
			});
	},

	level: explain_level,
	onload_post_render: explain_level,
});

function explain_level(frm) {
	opsfamily.explain_choice(frm, "level");
}

// The question appears when more than one specialist is on the case.
function say_what_is_asked(frm) {
	const { docstatus, manager_is_asked, needs_manager } = frm.doc;
	if (docstatus === 0 && manager_is_asked && !needs_manager)
		frm.set_intro(
			__("More than one specialist is on the case: say below whether a case manager is needed."),
			"orange"
		);
}

// Only for users who may assign people, where a manager is needed and there is none yet.
function add_appointing(frm) {
	const { case_manager } = frm.doc.__onload || {};
	if (frm.doc.needs_manager !== "Yes" || case_manager) return;
	if (!frappe.model.can_create("Case Assignment")) return;
	const field = {
		fieldname: "user",
		fieldtype: "Link",
		options: "User",
		label: __("Case Manager"),
		default: frm.doc.proposed_manager,
		get_query: () => ({ filters: { enabled: 1, user_type: "System User" } }),
		reqd: 1,
	};
	frm
		.add_custom_button(__("Appoint the Case Manager"), () =>
			frappe.prompt(field, ({ user }) => appoint(frm, user), __("Appoint the Case Manager"))
		)
		.addClass("btn-primary");
}

function appoint(frm, user) {
	opsfamily
		.call("appoint_case_manager", { analysis: frm.doc.name, user })
		.then(() => frm.reload_doc())
		.then(() =>
			frappe.show_alert({ message: __("The case manager is on the case."), indicator: "green" })
		);
}
