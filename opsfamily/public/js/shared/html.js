// HTML that pages and forms write alike. Whatever somebody typed is escaped once: here, or by `text` in a template.
import { format_minutes } from "./hours";

// What the framework's sanitizer writes for these when it meets a tag in a text (opsfamily/ops_paper/values.py).
const SANITIZED = [
	["&lt;", "<"],
	["&gt;", ">"],
	["&amp;", "&"],
];

// The text that the person typed, of a value that comes as it is stored.
export const as_written = (text) =>
	SANITIZED.reduce((plain, [entity, sign]) => plain.replaceAll(entity, sign), text || "");

export const escape = (value) => frappe.utils.escape_html(String(value ?? ""));

// A template by its name. Besides the values it knows `text`, which escapes, and the helpers below, which do so too.
export const render = (template, values) =>
	frappe.render_template(template, {
		text: escape,
		hours: format_minutes,
		render,
		button,
		link,
		...values,
	});

// data: what the button's click is told, as `data-` attributes; attributes: any other.
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

// On a phone each row is a block whose cells say by themselves what they are. rows: lists of cells, as HTML;
// quiet_head: the head of a column whose buttons say it already.
export const table = (caption, heads, rows, quiet_head = "") =>
	render("ops_table", { caption, heads, rows, quiet_head });

const with_prefix = (data = {}) =>
	Object.fromEntries(Object.entries(data).map(([name, value]) => [`data-${name}`, value]));

const written = (attributes) =>
	Object.entries(attributes)
		.filter(([, value]) => value !== false && value != null)
		.map(([name, value]) => (value === true ? name : `${name}="${escape(value)}"`))
		.join(" ");
