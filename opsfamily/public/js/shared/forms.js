// What several forms and lists of the app offer.
import { call, open_file } from "./calls";
import { ask_reason } from "./dialogs";
import { as_written, escape } from "./html";

export const is_own_module = (module) =>
	frappe.boot.module_app[frappe.scrub(module)] === "opsfamily";

// An empty list says what comes first: to users who may begin here, and to those who wait for somebody else.
export const show_first_step = (listview, for_writers, for_readers) => {
	if (listview.data.length || listview.filter_area.get().length) return;
	const step = listview.can_create ? for_writers : for_readers || for_writers;
	listview.$no_result.find(".msg-box p").first().text(step);
};

// A new form with any values; the platform's own `new_doc` leaves out a person chosen from a list of names.
export const begin = (doctype, values) =>
	frappe.model.with_doctype(doctype, () => {
		const doc = Object.assign(frappe.model.get_new_doc(doctype), values);
		frappe.set_route("Form", doctype, doc.name);
	});

// Choices of a field that the server answers for the form's family.
export const offer_choices = (frm, fieldname, method) => {
	if (!frm.doc.family) return;
	call(method, { family: frm.doc.family }, "GET").then((names) =>
		frm.set_df_property(fieldname, "options", names)
	);
};

// Names of the household to choose from in a field of a paper about one person.
export const offer_household = (frm, fieldname) =>
	offer_choices(frm, fieldname, "household_choices");

// What the chosen entry of a dictionary means, below its field.
export const explain_choice = (frm, fieldname) => {
	const { options } = frm.get_docfield(fieldname);
	if (!frm.doc[fieldname]) return;
	frappe.db
		.get_value(options, frm.doc[fieldname], "explanation")
		.then(({ message }) =>
			frm.get_field(fieldname).set_new_description(escape(as_written(message.explanation)))
		);
};

export const save_first = (frm) => (frm.is_dirty() ? frm.save() : Promise.resolve());

export const add_blank_form = (page, doctype, print_format) => {
	if (!frappe.model.can_create(doctype)) return;
	page.add_menu_item(__("Print Blank Form"), () =>
		open_file("blank_form", print_format ? { doctype, print_format } : { doctype })
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

// The head takes the work with a closed family up again.
export const add_reopening = (frm, closing) => {
	if (!closing || !frappe.user.has_role("Head of Centre")) return;
	frm.add_custom_button(__("Reopen the Case"), () =>
		ask_reason(__("Why is the case reopened?"))
			.then((reason) => call("reopen_case", { closing, reason }))
			.then(() => frm.reload_doc())
	);
};
