frappe.ui.form.on("Supervision Session", {
	setup(frm) {
		frm.set_query("user", "attendance", () => ({ filters: { enabled: 1 } }));
		frm.set_query("programme", () => ({ filters: { disabled: 0 } }));
	},

	refresh(frm) {
		opsfamily.add_blank_form(frm.page, frm.doctype);
		if (frm.is_new()) return;
		const record = frm.doc.__onload?.supervision_record;
		if (record?.takes_part) show_record(frm, record.name);
		if (frm.doc.status === "Held" && asks_for_feedback()) show_feedback(frm);
	},
});

// Only participants learn whether there is a record.
function show_record(frm, name) {
	if (name) {
		frm.add_custom_button(__("Supervision Record"), () =>
			frappe.set_route("Form", "Supervision Record", name)
		);
	} else if (frm.doc.status === "Held" && frappe.model.can_create("Supervision Record")) {
		frm.add_custom_button(__("Begin the Record"), () =>
			opsfamily.begin("Supervision Record", {
				session: frm.doc.name,
				session_date: frm.doc.session_date,
			})
		);
	}
}

const asks_for_feedback = () =>
	(frappe.boot.active_domains || []).includes("OPS Supervision Plans");

function show_feedback(frm) {
	const { name } = frm.doc;
	opsfamily.call("supervision_feedback", { session: name }, "GET").then((feedback) => {
		if (frm.doc.name !== name) return;
		if (feedback.may_answer)
			frm.add_custom_button(__("Give Feedback without My Name"), () => ask(frm, feedback));
		const html = feedback.results
			? describe(feedback.results)
			: opsfamily.escape(feedback.note || "");
		if (!html) return;
		// Asked twice while a form is loaded anew, so the earlier one is removed.
		frm.dashboard.parent.find(".ops-feedback").remove();
		const title = __("Feedback of the Participants");
		frm.dashboard.add_section(html, title, "custom ops-feedback").show();
		frm.dashboard.show();
	});
}

const describe = (results) =>
	results
		.map(({ question, words, mean, in_words }) => {
			const said = in_words
				? `<ul>${words.map((text) => `<li>${opsfamily.escape(text)}</li>`).join("")}</ul>`
				: `<b>${mean === null ? __("too few answers") : format_number(mean, null, 1)}</b>`;
			return `<div><span>${opsfamily.escape(question)}</span> ${said}</div>`;
		})
		.join("");

// Every question may be left out; the answers are stored apart from each other.
function ask(frm, { questions, until }) {
	const marks = ["", "1", "2", "3", "4", "5"].join("\n");
	const fields = questions.map(({ name, in_words }, number) => ({
		fieldname: `answer_${number}`,
		label: opsfamily.escape(name),
		fieldtype: in_words ? "Small Text" : "Select",
		options: in_words ? "" : marks,
		description: in_words
			? __("Without names, also your own.")
			: __("1: not at all, 5: very much."),
	}));
	const dialog = new frappe.ui.Dialog({
		title: __("Feedback without Your Name"),
		fields: [
			{ fieldtype: "HTML", options: `<p>${opsfamily.escape(explain(until))}</p>` },
			...fields,
		],
		primary_action_label: __("Send"),
		primary_action: (values) => {
			const answers = Object.fromEntries(
				questions
					.map(({ name }, number) => [name, values[`answer_${number}`]])
					.filter(([, value]) => value)
			);
			opsfamily
				.call("give_supervision_feedback", {
					session: frm.doc.name,
					answers: JSON.stringify(answers),
				})
				.then(() => {
					dialog.hide();
					frappe.show_alert({ message: __("Thank you."), indicator: "green" });
					frm.reload_doc();
				});
		},
	});
	dialog.show();
}

const explain = (until) =>
	__(
		"Nobody learns who wrote what. What was said is shown after {0}, if at least five have answered.",
		[frappe.datetime.str_to_user(until)]
	);
