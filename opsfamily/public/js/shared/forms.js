// Buttons, choices and hints that several forms and lists of the app share.
import { call, open_file } from "./calls";
import { show_chips } from "./chips";
import { ask_reason } from "./dialogs";
import { as_written, escape } from "./html";

export const is_own_module = (module) =>
	frappe.boot.module_app[frappe.scrub(module)] === "opsfamily";

// Show in an empty list what comes first: to users who may write here, and to users who can only read.
export const show_first_step = (listview, for_writers, for_readers) => {
	if (listview.data.length || listview.filter_area.get().length) return;
	const step = listview.can_create ? for_writers : for_readers || for_writers;
	listview.$no_result.find(".msg-box p").first().text(step);
};

// Open a new form with these values; frappe.new_doc would drop a value of an Autocomplete field.
export const begin = (doctype, values) =>
	frappe.model.with_doctype(doctype, () => {
		const doc = Object.assign(frappe.model.get_new_doc(doctype), values);
		frappe.set_route("Form", doctype, doc.name);
	});

// The office's own sheets, asked once for a page: a new one is offered after the page is loaded anew.
let sheets;
const read_sheets = () =>
	(sheets ||= frappe.db
		.get_list("Sheet Template", {
			fields: ["name", "used_for"],
			filters: { disabled: 0 },
			order_by: "template_name asc",
			limit: 200,
		})
		// Without a connection there is nothing to offer now.
		.catch(() => {
			sheets = null;
			return [];
		}));

// Offer a sheet of the office's own, where the office has one for this: calls `offer` with what begins it.
export const offer_sheet = async (used_for, values, offer) => {
	if (!frappe.model.can_create("Family Sheet")) return;
	const fitting = (await read_sheets()).filter((sheet) => sheet.used_for === used_for);
	if (!fitting.length) return;
	const only = fitting.length === 1 ? { template: fitting[0].name } : {};
	offer(() => begin("Family Sheet", { ...only, ...values }));
};

// Add the way to such a sheet to a form: „Wypełnij arkusz”.
export const add_sheet_button = (frm, used_for, values) => {
	if (frm.is_new()) return;
	const { name } = frm.doc;
	offer_sheet(used_for, values, (fill_in) => {
		if (frm.doc.name === name) frm.add_custom_button(__("Fill In a Sheet"), fill_in);
	});
};

// Load the choices of a field for the form's family from the server.
export const offer_choices = (frm, fieldname, method) => {
	if (!frm.doc.family) return;
	call(method, { family: frm.doc.family }, "GET").then((names) =>
		frm.set_df_property(fieldname, "options", names)
	);
};

// Offer the names of the household in a field of a paper about one person.
export const offer_household = (frm, fieldname) =>
	offer_choices(frm, fieldname, "household_choices");

// Offer the names of the household as rows of a table. other: the label of a chip for somebody else.
export const offer_household_rows = (frm, fieldname, other) => {
	if (!frm.doc.family || frm.doc.docstatus !== 0) return;
	// The Desk begins a mandatory table with an empty row.
	frm.doc[fieldname] = (frm.doc[fieldname] || []).filter(({ full_name }) => full_name);
	frm.refresh_field(fieldname);
	call("household_choices", { family: frm.doc.family }, "GET").then((names) =>
		show_chips(frm, fieldname, {
			options: names.map((name) => ({ value: name, label: name })),
			column: "full_name",
			other,
		})
	);
};

// Show below the field the explanation of the chosen dictionary entry.
export const explain_choice = (frm, fieldname) => {
	const { options } = frm.get_docfield(fieldname);
	if (!frm.doc[fieldname]) return;
	frappe.db
		.get_value(options, frm.doc[fieldname], "explanation")
		.then(({ message }) =>
			frm.get_field(fieldname).set_new_description(escape(as_written(message.explanation)))
		);
};

// Give texts of a form these heights in pixels instead of the Desk's 150 or 300; a longer text is shown whole.
export const fit_texts = (frm, heights) => {
	for (const [fieldname, height] of Object.entries(heights)) {
		const input = frm.fields_dict[fieldname].$input?.[0];
		if (!input) continue;
		input.style.height = `${height}px`;
		input.style.height = `${Math.max(height, input.scrollHeight + 2)}px`;
	}
};

export const save_first = (frm) => (frm.is_dirty() ? frm.save() : Promise.resolve());

export const add_blank_form = (page, doctype, print_format) => {
	if (!frappe.model.can_create(doctype)) return;
	page.add_menu_item(__("Print Blank Form"), () =>
		open_file("blank_form", print_format ? { doctype, print_format } : { doctype })
	);
};

// Add the way from a document to the register of letters: a new one, with what the document says.
export const add_letter = (frm) => {
	if (frm.is_new() || frm.doc.docstatus === 2 || !frappe.model.can_create("Letter Sent")) return;
	frm.page.add_menu_item(__("Enter in the Register of Letters"), () =>
		call("letter_beginning", { document_type: frm.doctype, document: frm.doc.name }, "GET").then(
			(values) => begin("Letter Sent", values)
		)
	);
};

export const add_new_version = (frm) => {
	if (frm.doc.status !== "Running" || !frappe.model.can_create(frm.doctype)) return;
	frm.add_custom_button(__("New Version"), () =>
		call("new_version", { doctype: frm.doctype, name: frm.doc.name }).then((name) =>
			frappe.set_route("Form", frm.doctype, name)
		)
	);
};

// Add the button by which the head reopens a closed case.
export const add_reopening = (frm, closing) => {
	if (!closing || !frappe.user.has_role("Head of Centre")) return;
	frm.add_custom_button(__("Reopen the Case"), () =>
		ask_reason(__("Why is the case reopened?"))
			.then((reason) => call("reopen_case", { closing, reason }))
			.then(() => frm.reload_doc())
	);
};
