// The Desk ties no label to its field and marks tabs as a list: in forms of ours assistive software hears the name of each.
import { is_own_module } from "./forms";

const with_names = new Set();

$(document).on("form-load", (_event, frm) => {
	if (!is_own_module(frm.meta.module) || with_names.has(frm.doctype)) return;
	with_names.add(frm.doctype);
	frappe.ui.form.on(frm.doctype, { refresh: name_all });
});

function name_all(frm) {
	frm.fields.forEach(name_field);
	frm.$wrapper.find(".form-tabs .nav-link").each((_at, tab) => name_tab(tab));
}

function name_field({ df, $input }) {
	const input = $input?.[0];
	// The button of a file says what it does.
	if (!input || !df.label || input.tagName === "BUTTON" || input.labels?.length) return;
	input.setAttribute("aria-label", __(df.label));
}

function name_tab(tab) {
	tab.parentElement.setAttribute("role", "presentation");
	// A link up to v15; v16 makes it a button, which names what it opens by itself.
	if (tab.hash) tab.setAttribute("aria-controls", tab.hash.slice(1));
}
