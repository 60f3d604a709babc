// Calls to the server in the Desk's own way: its dialogs say what went wrong.

// A method of the app's API by its name alone; a method with dots is named whole.
export const path_of = (method) => (method.includes(".") ? method : `opsfamily.api.${method}`);

export const call = (method, args, type = "POST", freeze = true) =>
	frappe.call({ method: path_of(method), args, type, freeze }).then((r) => r.message);

// Asked while the screen stays free.
export const read = (method, args = {}) => call(method, args, "GET", false);

export const url_of = (method, args) =>
	`/api/method/${path_of(method)}?${new URLSearchParams(args)}`;

export const open_file = (method, args) => window.open(url_of(method, args));

// A document's paper as PDF, with the letter head.
export const open_paper = ({ doctype, doc }, format) =>
	open_file("frappe.utils.print_format.download_pdf", {
		doctype,
		name: doc.name,
		format,
		no_letterhead: 0,
	});

// Values that a workflow's action needs are stored before it goes on; the screen is frozen as the action left it.
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
