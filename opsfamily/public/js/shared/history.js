// Frappe's timeline shows the stored English value of a choice; translate it as the form does.
import { is_own_module } from "./forms";

const with_polish_history = new Set();
$(document).on("form-load", (_event, frm) => {
	if (!is_own_module(frm.meta.module) || with_polish_history.has(frm.doctype)) return;
	with_polish_history.add(frm.doctype);
	frappe.ui.form.on(frm.doctype, { timeline_refresh: translate_choices });
});

function translate_choices(frm) {
	const tables = frm.meta.fields.filter((df) => df.fieldtype === "Table");
	const fields = [frm.meta, ...tables.map((df) => frappe.get_meta(df.options))].flatMap(
		(meta) => meta.fields
	);
	const choices = fields
		.filter((df) => df.fieldtype === "Select")
		.flatMap((df) => (df.options || "").split("\n"));
	frm.timeline.timeline_wrapper.find('a[href*="/version/"] b').each((_index, element) => {
		if (choices.includes(element.textContent)) element.textContent = __(element.textContent);
	});
}
