// Calls to the server through frappe.call, whose dialogs show errors.

// A name without dots is a method of opsfamily/api.py; a name with dots is a whole path.
export const path_of = (method) => (method.includes(".") ? method : `opsfamily.api.${method}`);

export const call = (method, args, type = "POST", freeze = true) =>
	frappe.call({ method: path_of(method), args, type, freeze }).then((r) => r.message);

// A call that does not freeze the screen.
export const read = (method, args = {}) => call(method, args, "GET", false);

export const url_of = (method, args) =>
	`/api/method/${path_of(method)}?${new URLSearchParams(args)}`;

export const open_file = (method, args) => window.open(url_of(method, args));

// Open a document's paper as PDF, with the letter head.
export const open_paper = ({ doctype, doc }, format) =>
	open_file("frappe.utils.print_format.download_pdf", {
		doctype,
		name: doc.name,
		format,
		no_letterhead: 0,
	});

// Store values that a workflow's action needs before it goes on. The screen is frozen again, as the action left it.
export function write_for_action(frm, values) {
	frappe.dom.freeze();
	return frappe
		.xcall("frappe.client.set_value", {
			doctype: frm.doctype,
			name: frm.doc.name,
			fieldname: values,
		})
		.then((doc) => frappe.model.sync(doc))
		.catch((error) => {
			frappe.dom.unfreeze();
			throw error;
		});
}
