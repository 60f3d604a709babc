frappe.ui.form.on("Section Report", {
	setup(frm) {
		frm.set_query("template", () => ({ filters: { disabled: 0 } }));
		frm.set_df_property("rows", "cannot_add_rows", true);
		frm.set_df_property("rows", "cannot_delete_rows", true);
		frm.set_df_property("checks", "cannot_add_rows", true);
	},

	template: propose_period,

	refresh(frm) {
		frm.get_field("view").$wrapper.empty();
		if (frm.is_new()) return;
		show_report(frm);
		frm.add_custom_button(__("Download XLSX"), () =>
			opsfamily.open_file("report_xlsx", { report: frm.doc.name })
		);
		if (frm.doc.docstatus === 1) add_buttons_of_sent(frm);
	},
});

// The last period of the template's kind that has ended.
function propose_period(frm) {
	if (!frm.doc.template || frm.doc.from_date) return;
	opsfamily.read("report_period", { template: frm.doc.template }).then((period) => {
		if (period) frm.set_value(period);
	});
}

function show_report(frm) {
	opsfamily.read("report_view", { report: frm.doc.name }).then((html) => {
		const wrapper = frm.get_field("view").$wrapper.html(html);
		wrapper.on("click", "[data-code]", (event) =>
			show_list(frm, event.currentTarget.dataset.code)
		);
		wrapper.on("click", "[data-family]", (event) => {
			event.preventDefault();
			frappe.set_route("Form", "Family", event.currentTarget.dataset.family);
		});
	});
}

function add_buttons_of_sent(frm) {
	const { name } = frm.doc;
	frm.add_custom_button(__("Compare with Today's Data"), () =>
		opsfamily.read("report_differences", { report: name }).then(show_differences)
	);
	add_publication(frm);
	if (frm.doc.status === "Report Sent" && frappe.model.can_create(frm.doctype))
		frm.add_custom_button(__("Make a Correction"), () =>
			opsfamily
				.ask_reason(__("Why is the report corrected?"))
				.then((reason) => opsfamily.call("correct_report", { report: name, reason }))
				.then((draft) => frappe.set_route("Form", frm.doctype, draft))
		);
}

function add_publication(frm) {
	const group = __("Publication Copy");
	const report = frm.doc.name;
	if (frm.perm[0]?.submit)
		frm.add_custom_button(
			__("Make the Publication Copy"),
			() =>
				opsfamily.call("publish_report", { report }).then((copy) => say_what_is_hidden(frm, copy)),
			group
		);
	if (!frm.doc.published_on) return;
	frm.add_custom_button(
		__("Print"),
		() => opsfamily.open_paper(frm, "Sprawozdanie do publikacji"),
		group
	);
	frm.add_custom_button(
		__("Download XLSX"),
		() => opsfamily.open_file("report_xlsx", { report, published: 1 }),
		group
	);
}

function say_what_is_hidden(frm, { hidden, left_out, parts }) {
	const numbers = __("Hidden rows: {0}, left out: {1}.", [hidden, left_out]);
	const mostly = parts.length
		? __("More than half is hidden in: {0}. The copy gives the hidden rows together.", [
				parts.map(opsfamily.escape).join(", "),
		  ])
		: "";
	frappe.msgprint(`<p>${numbers}</p><p>${mostly}</p>`);
	frm.reload_doc();
}

function show_list(frm, code) {
	opsfamily.read("report_list", { report: frm.doc.name, code }).then(({ label, note, rows }) => {
		const body = rows.map(row_of_list).join("");
		const notes = note ? `<p class="text-muted">${opsfamily.escape(note)}</p>` : "";
		show_table(`${code} ${label}`, [__("Family"), __("Document")], body, notes);
	});
}

function row_of_list({ family, representative, doctype, document, title, is_member }) {
	// The staff's own work has no family.
	const to_family = family ? link("Family", family, `${family} ${representative}`) : "";
	const to_document = is_member
		? opsfamily.escape(title)
		: doctype === "Family"
		? ""
		: link(doctype, document, `${__(doctype)} ${title}`);
	return `<tr><td>${to_family}</td><td>${to_document}</td></tr>`;
}

const link = (doctype, name, words) =>
	`<a href="${frappe.utils.get_form_link(doctype, name)}">${opsfamily.escape(words)}</a>`;

function show_differences({ rows, is_intact }) {
	const seal = is_intact
		? __("The report says what it said when it was sent.")
		: __("The checksum does not fit: the report was changed after it was sent.");
	const body = rows
		.map(
			({ code, label, before, after }) =>
				`<tr><td>${[code, label, before, after].map(opsfamily.escape).join("</td><td>")}</td></tr>`
		)
		.join("");
	const heads = [__("Code"), __("Name of the Row"), __("As Sent"), __("As of Today")];
	const none = rows.length ? "" : `<p>${__("Today's data give the same numbers.")}</p>`;
	show_table(__("Compare with Today's Data"), heads, body, `<p>${seal}</p>${none}`);
}

function show_table(title, heads, body, above) {
	const head = heads.map((words) => `<th>${opsfamily.escape(words)}</th>`).join("");
	const table = `<table class="table table-sm"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
	const dialog = new frappe.ui.Dialog({
		title: opsfamily.escape(title),
		size: "large",
		fields: [{ fieldname: "html", fieldtype: "HTML", options: `${above}${body ? table : ""}` }],
	});
	dialog.$wrapper.on("click", "a", () => dialog.hide());
	dialog.show();
}
