const RISK_ANSWERS = ["Yes", "No", "Not Known"];

frappe.ui.form.on("Risk List", {
	setup(frm) {
		frm.set_query("template", () => ({ filters: { disabled: 0 } }));
	},

	onload(frm) {
		if (frm.is_new() && !frm.doc.template) choose_template(frm);
	},

	refresh(frm) {
		opsfamily.add_blank_form(frm.page, frm.doctype);
		frm.toggle_display("answers", false);
		draw_items(frm);
	},

	template(frm) {
		if (frm.is_new()) fetch_items(frm);
	},
});

function choose_template(frm) {
	const newest = { filters: { disabled: 0 }, order_by: "creation desc", limit: 1 };
	frappe.db
		.get_list("Risk List Template", newest)
		.then(([template]) => template && frm.set_value("template", template.name));
}

function fetch_items(frm) {
	frm.clear_table("answers");
	if (!frm.doc.template) return draw_items(frm);
	return frappe.db.get_doc("Risk List Template", frm.doc.template).then((template) => {
		for (const { section, item_text, weight } of template.items)
			frm.add_child("answers", { section, item_text, weight });
		draw_items(frm);
	});
}

// Draw every item with its three answers: on a phone, rows of a table have to be opened one by one.
function draw_items(frm) {
	const rows = frm.doc.answers || [];
	const editable = frm.doc.docstatus === 0 && Boolean(frm.perm[0]?.write);
	const $list = frm.fields_dict.answers_html.$wrapper;
	$list.html(rows.map((row, number) => item_html(row, rows[number - 1], editable)).join(""));
	$list.find("input").on("change", (event) => {
		const { cdn, field } = event.currentTarget.dataset;
		frappe.model.set_value("Risk List Answer", cdn, field, event.currentTarget.value);
	});
}

function item_html(row, before, editable) {
	const text = (value) => opsfamily.escape(opsfamily.as_written(value));
	const head =
		row.section && row.section !== before?.section ? `<h4>${text(row.section)}</h4>` : "";
	return `${head}<fieldset class="ops-risk-item"><legend>${row.idx}. ${text(
		row.item_text
	)}</legend>${editable ? inputs_html(row) : answer_html(row)}</fieldset>`;
}

function inputs_html(row) {
	const cdn = opsfamily.escape(row.name);
	const choices = RISK_ANSWERS.map(
		(answer) => `<label><input type="radio" name="${cdn}" data-cdn="${cdn}" data-field="answer"
			value="${answer}" ${row.answer === answer ? "checked" : ""}>${__(answer)}</label>`
	);
	return `${choices.join("")}<input type="text" class="form-control" data-cdn="${cdn}"
		data-field="remark" aria-label="${__("Remark")}" placeholder="${__("Remark")}"
		value="${opsfamily.escape(opsfamily.as_written(row.remark))}">`;
}

function answer_html(row) {
	const remark = row.remark ? ` – ${opsfamily.escape(opsfamily.as_written(row.remark))}` : "";
	return `<strong>${row.answer ? __(row.answer) : "–"}</strong>${remark}`;
}
