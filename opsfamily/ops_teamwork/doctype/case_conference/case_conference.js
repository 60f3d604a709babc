const PERSON_FIELDS = ["user", "full_name", "body", "email"];
// Pixels: an agenda is a few lines, findings are a page.
const TEXT_HEIGHTS = { agenda: 96, findings: 168, sensitive_findings: 96 };

frappe.ui.form.on("Case Conference", {
	setup(frm) {
		// The wizard "cancel all" would cancel later conferences as well, which stay as they are.
		frm.ignore_doctypes_on_cancel_all = ["Case Conference"];
		const workers = { filters: { enabled: 1, user_type: "System User" } };
		frm.set_query("occasion", () => ({ filters: { disabled: 0 } }));
		frm.set_query("organiser", () => workers);
		frm.set_query("user", "people", () => workers);
		frm.set_query("user", "decisions", () => workers);
	},

	onload(frm) {
		// The framework offers the present time; hours have to be written, not guessed.
		if (!frm.is_new() || frm.doc.amended_from || frm.doc.conference_date) return;
		frm.doc.from_time = frm.doc.to_time = frm.doc.next_from_time = "";
	},

	// The links to the actions that came of it are written while it is submitted.
	on_submit: (frm) => frm.reload_doc(),

	refresh(frm) {
		opsfamily.add_letter(frm);
		opsfamily.fit_texts(frm, TEXT_HEIGHTS);
		show_workers_by_name(frm);
		opsfamily.add_blank_form(frm.page, frm.doctype);
		const may_write = frm.doc.docstatus === 0 && frm.perm[0].write;
		if (may_write) offer_guests(frm);
		if (may_write && !frm.is_new() && is_ahead(frm.doc)) add_invitation(frm);
		if (frm.doc.docstatus === 1 && !frm.doc.next_date && frappe.model.can_create(frm.doctype))
			add_next(frm);
		show_who_sees_nothing(frm);
	},
});

// The framework would show an outsider's name as that of a worker, and an e-mail address in a decision.
function show_workers_by_name(frm) {
	for (const [table, name] of [
		["people", "full_name"],
		["decisions", "who"],
	]) {
		const { grid } = frm.fields_dict[table];
		const shown = (user, _df, _options, row) =>
			opsfamily.escape(opsfamily.as_written(user && (row?.[name] || user)));
		grid.update_docfield_property("user", "formatter", shown);
		grid.refresh();
	}
}

const is_ahead = (doc) => doc.conference_date >= frappe.datetime.get_today();

function show_who_sees_nothing(frm) {
	const names = frm.doc.__onload?.not_on_case || [];
	frm.set_intro(""); // a second message would be added to the first
	if (frm.doc.docstatus !== 0 || !names.length) return;
	frm.set_intro(
		__("Not on the case, so they will not see this conference: {0}.", [
			names.map(opsfamily.escape).join(", "),
		]),
		"orange"
	);
}

// Add the people on the case with one click, those of the support network by choice.
function offer_guests(frm) {
	const { grid } = frm.fields_dict.people;
	grid.add_custom_button(__("Add the People on the Case"), () =>
		with_guests(frm, ({ workers }) => add_people(frm, workers))
	);
	grid.add_custom_button(__("Add from the Support Network"), () =>
		with_guests(frm, ({ contacts }) => choose_contacts(frm, contacts))
	);
}

function with_guests(frm, use) {
	if (!frm.doc.family) {
		frappe.msgprint(__("Choose the family first."));
		return;
	}
	opsfamily.call("possible_guests", { family: frm.doc.family }, "GET").then(use);
}

function choose_contacts(frm, contacts) {
	if (!contacts.length) {
		frappe.msgprint(__("The family's support network is empty."));
		return;
	}
	const options = contacts.map((contact, number) => ({
		label: opsfamily.escape(opsfamily.as_written(`${contact.full_name} (${contact.body})`)),
		value: String(number),
	}));
	frappe.prompt(
		{ fieldname: "contacts", fieldtype: "MultiCheck", options, columns: 1 },
		({ contacts: chosen }) =>
			add_people(
				frm,
				chosen.map((number) => contacts[number])
			),
		__("Add from the Support Network"),
		__("Add")
	);
}

// Add people who are not listed yet, and drop empty rows.
function add_people(frm, people) {
	const rows = frm.doc.people || [];
	const is_there = (person) =>
		rows.some((row) =>
			person.user
				? row.user === person.user
				: row.full_name === person.full_name && row.body === person.body
		);
	frm.doc.people = rows.filter((row) => row.user || row.full_name || row.body);
	for (const person of people.filter((candidate) => !is_there(candidate)))
		frm.add_child("people", person);
	frm.refresh_field("people");
	frm.dirty();
}

function add_invitation(frm) {
	frm
		.add_custom_button(__("Invite"), () =>
			frappe.confirm(__("Send an invitation to everybody with an e-mail address?"), () =>
				opsfamily.save_first(frm).then(() => invite(frm))
			)
		)
		.addClass("btn-primary");
}

function invite(frm) {
	return opsfamily.call("invite_to_conference", { conference: frm.doc.name }).then(
		(answer) => frm.reload_doc().then(() => show_sent_invitations(answer)),
		() => {} // the Desk has shown the error already
	);
}

function show_sent_invitations({ sent, without_address, left }) {
	const escaped = (names) => names.map(opsfamily.escape).join(", ");
	const lines = [__("Invited: {0}.", [escaped(sent)])];
	if (without_address.length)
		lines.push(__("Without an e-mail address, so not invited: {0}.", [escaped(without_address)]));
	if (left.length) lines.push(__("No longer working here, so not invited: {0}.", [escaped(left)]));
	frappe.msgprint({
		title: __("Invitations"),
		message: lines.join("<br>"),
		indicator: without_address.length || left.length ? "orange" : "green",
	});
}

// Begin the next conference with the same people.
function add_next(frm) {
	frm.add_custom_button(__("New Conference"), () =>
		frappe.model.with_doctype(frm.doctype, () => {
			const doc = frappe.model.get_new_doc(frm.doctype);
			doc.family = frm.doc.family;
			doc.occasion = frm.doc.occasion;
			doc.from_time = doc.to_time = doc.next_from_time = "";
			for (const person of frm.doc.people || []) {
				const row = frappe.model.add_child(doc, "Conference Person", "people");
				for (const fieldname of PERSON_FIELDS) row[fieldname] = person[fieldname];
			}
			frappe.set_route("Form", frm.doctype, doc.name);
		})
	);
}
