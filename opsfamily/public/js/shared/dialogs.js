// Questions that a form or a page asks before it goes on.
import { call } from "./calls";

export const ask_reason = (title) =>
	new Promise((resolve) => {
		const field = { fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 };
		frappe.prompt(field, (values) => resolve(values.reason), title);
	});

// Ask for a reason in words and its kind, one of the options of a Select of the form.
export const ask_coded_reason = (frm, title, fieldname) =>
	new Promise((resolve) => {
		const { options, label } = frappe.meta.get_docfield(frm.doctype, fieldname);
		const choices = options
			.split("\n")
			.filter(Boolean)
			.map((value) => ({ value, label: __(value) }));
		const fields = [
			{ fieldname: "code", fieldtype: "Select", label: __(label), options: choices, reqd: 1 },
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		];
		frappe.prompt(fields, resolve, title);
	});

// The offer of a refused visit: move the first day of the worker's assignment back, with a reason.
export const correct_first_day = (args) => {
	frappe.hide_msgprint();
	return ask_reason(__("Why is the first day of the assignment corrected?")).then((reason) =>
		call("correct_first_day", { ...args, reason }, "POST").then(() =>
			frappe.show_alert({
				message: __("The first day was corrected. Save the visit again."),
				indicator: "green",
			})
		)
	);
};

// Ask why a card is sent before the month's last day.
export const ask_early_reason = () =>
	new Promise((resolve) => {
		const reasons = [
			"No More Visits",
			"On Leave",
			"Contract Ends",
			"Assignment Ends",
			"Case Ends",
		];
		const field = {
			fieldname: "early_reason",
			fieldtype: "Select",
			label: __("Why before the End of the Month"),
			options: reasons.map((value) => ({ value, label: __(value) })),
			reqd: 1,
		};
		frappe.prompt(
			field,
			(values) => resolve(values.early_reason),
			__("The month still runs – will there be further visits?")
		);
	});

// The workflow has frozen the screen; it is unfrozen so that the dialog can be used.
export const ask_reason_for_action = (title) => {
	frappe.dom.unfreeze();
	return ask_reason(title);
};

// Open a quick entry of working time outside the families; worker, today and the last kind are filled in.
export const add_other_work = (values, saved) =>
	call("other_work_state", {}, "GET").then(({ is_counted, last_kind }) => {
		if (!is_counted)
			return frappe.msgprint(
				__("The office does not count work beside the families (OPS Settings).")
			);
		return frappe.model.with_doctype("Other Work Time", () => {
			const doc = frappe.model.get_new_doc("Other Work Time", null, null, true);
			Object.assign(doc, last_kind ? { kind: last_kind } : {}, values);
			return frappe.ui.form.make_quick_entry("Other Work Time", saved, null, doc, true);
		});
	});
