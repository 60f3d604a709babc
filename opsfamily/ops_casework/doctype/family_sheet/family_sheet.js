// The questions of a sheet are drawn as they are asked: on a phone, rows of a table have to be opened one by one.
const [YES, NO] = ["Yes", "No"];
const CELL = "\t";
// More choices than these are a list to open.
const MOST_RADIOS = 7;

frappe.ui.form.on("Family Sheet", {
	setup(frm) {
		frm.set_query("template", () => ({ filters: { disabled: 0, ...asked_for(frm) } }));
		for (const fieldname of ["visit", "plan"])
			frm.set_query(fieldname, () => ({ filters: { family: frm.doc.family } }));
	},

	refresh(frm) {
		// The table stays where the office has added columns to it.
		frm.toggle_display("answers", has_columns_of_the_office());
		if (frm.is_new() && !(frm.doc.answers || []).length) begin(frm);
		else {
			add_who_came(frm);
			draw(frm);
		}
		if (!frm.is_new() && frm.doc.docstatus < 2 && frm.doc.previous)
			frm.add_custom_button(__("Compare with the Previous One"), () =>
				frappe.set_route("sheet-comparison", frm.doc.name, frm.doc.previous)
			);
	},

	template: begin,
	family: begin,
	sheet_date: begin,
	draft_restored: draw,
});

const has_columns_of_the_office = () =>
	frappe.get_meta("Sheet Answer").fields.some((df) => cint(df.is_custom_field));

function asked_for({ doc }) {
	if (doc.visit) return { used_for: "A Visit" };
	return doc.plan ? { used_for: "A Work Plan" } : {};
}

// The questions come as soon as the sheet and the family are known; answers that were typed are never taken away.
function begin(frm) {
	const { family, template, sheet_date } = frm.doc;
	if (!frm.is_new() || frm.doc.amended_from || is_answered(frm)) return draw(frm);
	frm.clear_table("answers");
	if (!(family && template)) return draw(frm);
	return opsfamily
		.call("sheet_beginning", { family, template, day: sheet_date || "" }, "GET")
		.then(({ rows, ...values }) => {
			if (frm.doc.template !== template || frm.doc.family !== family) return;
			Object.assign(frm.doc, values);
			frm.clear_table("answers");
			rows.forEach((row) => frm.add_child("answers", row));
			frm.begun_with = said(frm);
			frm.refresh_fields(["sheet_title", "template_version", "used_for", "previous"]);
			frm.layout.refresh_dependency();
			draw(frm);
		});
}

// A draft also asks about people who came into the household after it was begun.
function add_who_came(frm) {
	const coming = frm.doc.__onload?.coming || [];
	if (!coming.length || frm.doc.docstatus) return;
	delete frm.doc.__onload.coming;
	for (const { at, ...row } of coming) Object.assign(add_at(frm.doc, at), row);
	const names = [...new Set(coming.map(({ person }) => person).filter(Boolean))];
	frm.set_intro(__("Asked about since this sheet was begun: {0}.", [shown(names.join(", "))]));
}

// at: from 0.
function add_at(doc, at) {
	const row = frappe.model.add_child(doc, "Sheet Answer", "answers");
	doc.answers.splice(at, 0, doc.answers.pop());
	doc.answers.forEach((each, number) => (each.idx = number + 1));
	return row;
}

const said = (frm) =>
	JSON.stringify((frm.doc.answers || []).map((row) => row[column_of(row)] || ""));

const is_answered = (frm) =>
	Boolean((frm.doc.answers || []).length) && said(frm) !== frm.begun_with;

const column_of = (row) => (cint(row.is_sensitive) ? "sensitive_answer" : "answer");
const level_of = (row) => (cint(row.is_sensitive) ? 1 : 0);

const may_write = (frm, row) =>
	frm.doc.docstatus === 0 && Boolean(frm.perm[level_of(row)]?.write && frm.perm[0]?.write);
const may_read = (frm, row) => Boolean(frm.perm[level_of(row)]?.read);

const lines_of = (text) =>
	(text || "")
		.split("\n")
		.map((line) => line.trim())
		.filter(Boolean);
const shown = (text) => opsfamily.escape(opsfamily.as_written(text));

// Draw every question under the heading of its section and of whom it is about.
function draw(frm) {
	const rows = frm.doc.answers || [];
	const $sheet = frm.fields_dict.answers_html.$wrapper;
	const focused = document.activeElement?.dataset?.key;
	$sheet.html(
		`<div class="ops-sheet">${intro_html(frm)}${rows
			.map((row, at) => head_html(row, rows[at - 1]) + item_html(frm, row))
			.join("")}</div>`
	);
	listen(frm, $sheet.find(".ops-sheet"));
	if (focused) $sheet.find(`[data-key="${CSS.escape(focused)}"]`).trigger("focus");
}

function intro_html({ doc }) {
	const words = doc.intro ? `<p class="ops-sheet-intro">${shown(doc.intro)}</p>` : "";
	return (doc.answers || []).length
		? words
		: `<p class="text-muted">${__("Choose a family and a sheet; its questions appear here.")}</p>`;
}

function head_html(row, before) {
	const is_new = (name) => (row[name] || "") !== (before?.[name] || "");
	const section = row.section && is_new("section") ? `<h3>${shown(row.section)}</h3>` : "";
	const about = row.person && (section || is_new("person")) ? `<h4>${shown(row.person)}</h4>` : "";
	return section + about;
}

function item_html(frm, row) {
	const star = cint(row.is_required) ? ` <span class="text-danger">*</span>` : "";
	const prompt = row.prompt ? `<p class="ops-sheet-prompt">${shown(row.prompt)}</p>` : "";
	return `<fieldset class="ops-sheet-item" data-row="${opsfamily.escape(
		row.name
	)}"><legend>${shown(row.question_text)}${star}</legend>${prompt}${answer_html(
		frm,
		row
	)}</fieldset>`;
}

function answer_html(frm, row) {
	if (!may_read(frm, row))
		return `<p class="text-muted">${__("For authorised readers only.")}</p>`;
	return may_write(frm, row) ? (INPUTS[row.kind] || text_html)(row) : read_html(row);
}

// Inputs

const value_of = (row) => row[column_of(row)] || "";
const choices_of = (row) => (row.kind === "Yes or No" ? [YES, NO] : lines_of(row.choices));
const label_of = (row, choice, at) => {
	if (row.kind === "Yes or No") return __(choice);
	return row.kind === "Rating on a Scale" && choice !== String(at + 1)
		? `${at + 1} – ${opsfamily.as_written(choice)}`
		: opsfamily.as_written(choice);
};

// What a control is called: its question, and whom it is about.
const name_of = (row) =>
	opsfamily.escape(
		[row.person, row.question_text].filter(Boolean).map(opsfamily.as_written).join(": ")
	);
const key_of = (row, part = "") => opsfamily.escape(`${row.idx}/${part}`);

const input_html = (row, attributes) =>
	`<input class="form-control" data-answer data-key="${key_of(row)}" aria-label="${name_of(
		row
	)}" value="${opsfamily.escape(opsfamily.as_written(value_of(row)))}" ${attributes}>`;

const text_html = (row) => input_html(row, `type="text" autocomplete="off"`);

function long_text_html(row) {
	const text = opsfamily.as_written(value_of(row));
	return `<textarea class="form-control" data-answer data-key="${key_of(
		row
	)}" aria-label="${name_of(row)}" rows="${Math.max(
		3,
		text.split("\n").length
	)}">${opsfamily.escape(text)}</textarea>`;
}

function choice_html(row) {
	const choices = choices_of(row);
	return choices.length > MOST_RADIOS ? select_html(row, choices) : boxes_html(row, "radio");
}

function boxes_html(row, type) {
	const chosen = lines_of(value_of(row));
	const group = opsfamily.escape(row.name);
	const boxes = choices_of(row).map(
		(choice, at) =>
			`<label><input type="${type}" name="${group}" data-key="${key_of(
				row,
				at
			)}" data-choice="${opsfamily.escape(choice)}" ${
				chosen.includes(choice) ? "checked" : ""
			}>${opsfamily.escape(label_of(row, choice, at))}</label>`
	);
	// A radio that was ticked by mistake is not to be unticked otherwise.
	const clear =
		type === "radio"
			? `<button type="button" class="btn btn-link btn-sm ops-sheet-clear ${
					chosen.length ? "" : "hidden"
			  }" aria-label="${__("Clear")}: ${name_of(row)}">${__("Clear")}</button>`
			: "";
	return boxes.join("") + clear;
}

function select_html(row, choices) {
	const options = choices.map(
		(choice, at) =>
			`<option value="${opsfamily.escape(choice)}" ${
				value_of(row) === choice ? "selected" : ""
			}>${opsfamily.escape(label_of(row, choice, at))}</option>`
	);
	return `<select class="form-control" data-answer data-key="${key_of(row)}" aria-label="${name_of(
		row
	)}"><option value=""></option>${options.join("")}</select>`;
}

function table_html(row) {
	const heads = lines_of(row.choices);
	const rows = cells_of(row, heads.length);
	const lines = rows.map((cells, at) => line_html(row, heads, cells, at));
	return `<div class="ops-sheet-table">${lines.join("")}</div>
		<button type="button" class="btn btn-default ops-sheet-add" aria-label="${__(
			"Add a Row"
		)}: ${name_of(row)}">${__("Add a Row")}</button>`;
}

function line_html(row, heads, cells, at) {
	const inputs = heads.map(
		(head, column) => `<label><span>${shown(head)}</span><input type="text" class="form-control"
			autocomplete="off" data-key="${key_of(row, `${at}.${column}`)}" value="${opsfamily.escape(
			opsfamily.as_written(cells[column] || "")
		)}"></label>`
	);
	return `<div class="ops-sheet-line" role="group" aria-label="${__("Row {0}", [
		at + 1,
	])}">${inputs.join("")}</div>`;
}

function cells_of(row, columns) {
	const lines = value_of(row)
		.split("\n")
		.filter((line) => line.trim());
	const rows = lines.map((line) => line.split(CELL).map((cell) => cell.trim()));
	return rows.length ? rows : [Array(columns).fill("")];
}

const INPUTS = {
	"Long Text": long_text_html,
	"Yes or No": choice_html,
	"One Choice": choice_html,
	"Rating on a Scale": choice_html,
	"Several Choices": (row) => boxes_html(row, "checkbox"),
	"A Number": (row) => input_html(row, `type="text" inputmode="decimal" autocomplete="off"`),
	"A Day": (row) => input_html(row, `type="date"`),
	"A Table": table_html,
};

// What was answered

function read_html(row) {
	const answer = value_of(row);
	if (!answer) return `<p class="text-muted">–</p>`;
	if (row.kind === "A Table") return read_table_html(row);
	const choices = choices_of(row);
	const words = { "A Day": () => frappe.datetime.str_to_user(answer) }[row.kind];
	const lines = choices.length
		? lines_of(answer).map((line) => label_of(row, line, choices.indexOf(line)))
		: [words ? words() : opsfamily.as_written(answer)];
	return `<p class="ops-sheet-said">${lines
		.map((line) => opsfamily.escape(line))
		.join("<br>")}</p>`;
}

function read_table_html(row) {
	const heads = lines_of(row.choices);
	const rows = cells_of(row, heads.length).map((cells) =>
		heads.map((_head, at) => shown(cells[at]))
	);
	return opsfamily.table(
		opsfamily.as_written(row.question_text),
		heads.map(opsfamily.as_written),
		rows
	);
}

// Into the rows of the document: at every key, so that the device's draft has it too.

function listen(frm, $sheet) {
	const row_of = (element) =>
		frm.doc.answers.find(({ name }) => name === element.closest("[data-row]").dataset.row);
	const write = (element, text) => {
		const row = row_of(element);
		if (value_of(row) === text) return;
		row[column_of(row)] = text;
		frm.dirty();
	};
	$sheet.on("input change", "[data-answer]", ({ currentTarget }) =>
		write(currentTarget, currentTarget.value)
	);
	$sheet.on("change", "[data-choice]", ({ currentTarget }) => {
		const $item = $(currentTarget).closest("[data-row]");
		write(currentTarget, chosen_in($item));
		$item.find(".ops-sheet-clear").removeClass("hidden");
	});
	$sheet.on("input change", ".ops-sheet-line input", ({ currentTarget }) =>
		write(currentTarget, table_in($(currentTarget).closest("[data-row]")))
	);
	$sheet.on("click", ".ops-sheet-clear", ({ currentTarget }) => {
		const $item = $(currentTarget).closest("[data-row]");
		$item.find("input").prop("checked", false).first().trigger("focus");
		$(currentTarget).addClass("hidden");
		write(currentTarget, "");
	});
	$sheet.on("click", ".ops-sheet-add", ({ currentTarget }) =>
		add_line(row_of(currentTarget), currentTarget)
	);
}

const chosen_in = ($item) =>
	$item
		.find("[data-choice]:checked")
		.get()
		.map(({ dataset }) => dataset.choice)
		.join("\n");

// A cell holds one line, and no tabulator, which parts it from the next one.
const table_in = ($item) =>
	$item
		.find(".ops-sheet-line")
		.get()
		.map((line) =>
			[...line.querySelectorAll("input")]
				.map(({ value }) => value.replace(/\s+/g, " ").trim())
				.join(CELL)
				.trimEnd()
		)
		.filter((line) => line.trim())
		.join("\n");

function add_line(row, button) {
	const heads = lines_of(row.choices);
	const $table = $(button).prev(".ops-sheet-table");
	$table.append(line_html(row, heads, [], $table.children().length));
	$table.children().last().find("input").first().trigger("focus");
}
