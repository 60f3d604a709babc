// Fields that an office made mandatory, or added and allowed in quick entry, and a page of ours does not have
// (case/office_fields.py). The page shows them with the Desk's own controls, keeps what was typed in its draft, and sends
// it along.

// asked: { fields, elsewhere } of the server; values: fieldname → value; on_change: called when one was changed.
export class OfficeFields {
	constructor($parent, { asked, values, on_change = () => {} }) {
		this.fields = asked?.fields || [];
		if (!this.fields.length) return;
		const $body = $(`<div class="ops-office-fields"></div>`).appendTo($parent);
		this.group = new frappe.ui.FieldGroup({
			body: $body[0],
			fields: this.fields.map((field) => ({ ...field, onchange: () => this.changed(on_change) })),
		});
		this.group.make();
		// The Desk ties no label to its field.
		for (const { fieldname, label } of this.fields)
			this.group.get_field(fieldname).$input?.attr("aria-label", label);
		this.fill(values || {});
	}

	async fill(values) {
		const known = this.fields.filter(({ fieldname }) => values[fieldname] != null);
		this.is_filling = true;
		for (const { fieldname } of known) await this.group.set_value(fieldname, values[fieldname]);
		this.is_filling = false;
	}

	changed(on_change) {
		if (!this.is_filling) on_change();
	}

	// Returns fieldname → value; of what may stay empty also that it is: a cleared field is cleared in the document.
	read() {
		const values = this.fields.map(({ fieldname, reqd }) => ({
			fieldname,
			reqd,
			value: this.group.get_value(fieldname) ?? "",
		}));
		return Object.fromEntries(
			values
				.filter(({ reqd, value }) => !reqd || value !== "")
				.map(({ fieldname, value }) => [fieldname, value])
		);
	}

	// Returns the label of the first mandatory field without a value.
	missing() {
		const values = this.read();
		return mandatory(this.fields).find(({ fieldname }) => values[fieldname] === undefined)?.label;
	}
}

export const mandatory = (fields) => fields.filter(({ reqd }) => reqd);

// Ask for the fields in a dialog; nothing is asked where there are none. Resolves with their values.
// only_mandatory: a tap, or many documents at once, is not held up by what may stay empty.
export const ask_office_fields = (
	asked,
	{ title, values = {}, help = "", only_mandatory = false } = {}
) =>
	new Promise((resolve) => {
		const shown = only_mandatory ? mandatory(asked?.fields || []) : asked?.fields || [];
		if (!shown.length) return resolve({});
		const intro = help
			? [{ fieldtype: "HTML", fieldname: "help", options: frappe.utils.escape_html(help) }]
			: [];
		const fields = shown.map((field) => ({
			...field,
			default: values[field.fieldname] ?? field.default,
		}));
		return frappe.prompt([...intro, ...fields], resolve, title || __("Fields of the Office"));
	});

// Says which mandatory fields only the form can take; empty where there are none.
export const said_elsewhere = (asked) =>
	asked?.elsewhere?.length
		? __("The office has made fields mandatory that only the full form has: {0}.", [
				asked.elsewhere.join(", "),
		  ])
		: "";
