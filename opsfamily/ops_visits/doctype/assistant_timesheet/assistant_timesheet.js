const MINUTES = ["total_minutes", "timesheet_minutes", "minutes_now"];

frappe.ui.form.on("Assistant Timesheet", {
	onload(frm) {
		if (frm.is_new()) offer_months(frm);
	},

	refresh(frm) {
		opsfamily.keep_meanings(frm);
		opsfamily.show_as_hours(frm, MINUTES);
		opsfamily.show_column_as_hours(frm, "rows", "minutes");
		opsfamily.add_blank_form(frm.page, frm.doctype);
		if (frm.is_new()) return;
		add_papers(frm);
		if (is_open(frm)) add_fetch(frm);
		show_hindrances(frm);
	},

	before_workflow_action(frm) {
		return opsfamily.ask_before_step(frm, {
			Sent: say_why_early,
			Accepted: say_why_alone,
			Returned: return_card,
			Withdrawn: withdraw_acceptance,
		});
	},
});

const is_open = (frm) => ["Being Written", "Returned"].includes(frm.doc.state_meaning);

function offer_months(frm) {
	const months = [...Array(13).keys()].map((ago) =>
		frappe.datetime.add_months(frappe.datetime.month_start(), -ago).slice(0, 7)
	);
	frm.set_df_property("month", "options", months);
	if (!frm.doc.month) frm.set_value("month", months[0]);
}

function add_papers(frm) {
	const timesheet = frm.doc.name;
	frm.add_custom_button(__("Service Card (F5)"), () =>
		opsfamily.open_paper(frm, "F5 Karta realizacji")
	);
	frm.add_custom_button(__("Download XLSX"), () =>
		opsfamily.open_file("timesheet_xlsx", { timesheet })
	);
}

function add_fetch(frm) {
	const button = frm.add_custom_button(__("Fetch Visits"), () =>
		opsfamily.call("fetch_visits", { timesheet: frm.doc.name }).then(() => frm.reload_doc())
	);
	if (frm.doc.out_of_date) button.addClass("btn-primary");
}

// Show on top of the form why the card cannot go on: the reason of its return, and changed visits.
function show_hindrances(frm) {
	const returned = frm.doc.state_meaning === "Returned" && frm.doc.return_reason;
	frm.toggle_display("return_reason", Boolean(frm.doc.return_reason) && !returned);
	const hindrances = [];
	if (returned) {
		const reason = opsfamily.escape(opsfamily.as_written(frm.doc.return_reason));
		hindrances.push(`<b>${__("Returned Because")}:</b> ${reason}`);
	}
	if (frm.doc.out_of_date) {
		const minutes = [frm.doc.total_minutes, frm.doc.minutes_now];
		hindrances.push(
			__(
				"The visits changed: the card says {0}, the visits say {1}. Use “Fetch Visits” first.",
				minutes.map(opsfamily.format_minutes)
			)
		);
	}
	if (hindrances.length) frm.set_intro(hindrances.join("<br>"), returned ? "red" : "orange");
}

function say_why_early(frm) {
	const last_day = moment(`${frm.doc.month}-01`).endOf("month").format("YYYY-MM-DD");
	if (frm.doc.early_reason || frappe.datetime.get_today() >= last_day) return;
	frappe.dom.unfreeze();
	return opsfamily
		.ask_early_reason()
		.then((early_reason) => opsfamily.write_for_action(frm, { early_reason }));
}

// Whoever sent the card for an absent assistant accepts it only where nobody else can; the server asks for that.
function say_why_alone(frm) {
	if (frm.doc.sent_by !== frappe.session.user || frm.doc.__onload?.has_second_person) return;
	return opsfamily
		.ask_reason_for_action(__("Why does the sender accept the card?"))
		.then((sole_acceptance_reason) => opsfamily.write_for_action(frm, { sole_acceptance_reason }));
}

function return_card(frm) {
	return opsfamily
		.ask_reason_for_action(__("Why is the card returned?"))
		.then((return_reason) => opsfamily.write_for_action(frm, { return_reason }));
}

// The promise never resolves: the withdrawal opens the amendment, and the workflow's own transition must not follow.
function withdraw_acceptance(frm) {
	return new Promise(() => {
		opsfamily
			.ask_reason_for_action(__("Why is the acceptance withdrawn?"))
			.then((reason) => opsfamily.call("withdraw_acceptance", { timesheet: frm.doc.name, reason }))
			.then((name) => frappe.set_route("Form", frm.doctype, name));
	});
}
