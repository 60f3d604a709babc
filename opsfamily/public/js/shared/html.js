// HTML that pages and forms share. Typed text is escaped exactly once: here, or by `text` in a template.
import { format_minutes } from "./hours";

// Frappe's sanitizer stores these entities for a text with a tag in it (see opsfamily/ops_paper/values.py).
const SANITIZED = [
	["&lt;", "<"],
	["&gt;", ">"],
	["&amp;", "&"],
];

// Returns the text as the user typed it, from a stored value.
export const as_written = (text) =>
	SANITIZED.reduce((plain, [entity, sign]) => plain.replaceAll(entity, sign), text || "");

export const escape = (value) => frappe.utils.escape_html(String(value ?? ""));

// Render a template by its name. Besides the values it has `text`, which escapes, and the helpers below, which
// escape as well.
export const render = (template, values) =>
	frappe.render_template(template, {
		text: escape,
		hours: format_minutes,
		render,
		button,
		link,
		...values,
	});

// data: values for the click's handler, as `data-` attributes; attributes: any others.
export function button(action, label, { style = "default", data, ...attributes } = {}) {
	return `<button type="button" class="btn btn-${style}" data-action="${action}" ${written({
		...with_prefix(data),
		...attributes,
	})}>${escape(label)}</button>`;
}

export function link(doctype, name, label, { style = "ops-link", ...attributes } = {}) {
	const href = frappe.utils.get_form_link(doctype, name);
	return `<a class="${style}" ${written({ href, ...attributes })}>${escape(label)}</a>`;
}

// On a phone each row is a block whose cells show their column's head. rows: lists of cells, as HTML; quiet_head:
// the head that only screen readers read, as the column's buttons explain themselves.
export const table = (caption, heads, rows, quiet_head = "") =>
	render("ops_table", { caption, heads, rows, quiet_head });

const with_prefix = (data = {}) =>
	Object.fromEntries(Object.entries(data).map(([name, value]) => [`data-${name}`, value]));

const written = (attributes) =>
	Object.entries(attributes)
		.filter(([, value]) => value !== false && value != null)
		.map(([name, value]) => (value === true ? name : `${name}="${escape(value)}"`))
		.join(" ");
