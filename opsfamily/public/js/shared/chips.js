// Rows of a table as chips to tick, in a given order: who of the household was there, which actions were worked on. The
// table itself stays where it has more to fill in than the chips know.
import { as_written, escape } from "./html";

// options: [{ value, label, fill }], in the order in which rows are kept; column: the field that holds the value, fill:
// the row's other values; known: columns that need no table; other: the label of a chip that asks for one more value;
// shown: the column with the words of a row that is none of the options any more.
export function show_chips(
	frm,
	fieldname,
	{ options, column, known = [], other, shown = column }
) {
	const { grid } = frm.fields_dict[fieldname];
	const chips = { frm, fieldname, grid, options, column, other, shown };
	const is_shown = may_write(chips) && !has_more(grid, [column, ...known]);
	grid.wrapper.toggleClass("ops-as-chips", is_shown).find(".ops-chips").remove();
	if (!is_shown) return;
	draw(chips);
	lead_tab_to_chips(frm.layout.wrapper[0]);
}

// The Desk leads Tab into a row of the table, which is not on the screen while it shows chips: the row's dark curtain would
// lie over the form.
const led = new WeakSet();

function lead_tab_to_chips(form) {
	if (led.has(form)) return;
	led.add(form);
	form.addEventListener(
		"keydown",
		(event) => {
			const buttons = event.key === "Tab" ? chips_next_to(form, event) : [];
			if (!buttons.length) return;
			event.preventDefault();
			event.stopPropagation();
			buttons[event.shiftKey ? buttons.length - 1 : 0].focus();
		},
		true
	);
}

// The chips that follow the field of a key (that precede it, with shift), if they are the next stop.
function chips_next_to(form, { target, shiftKey }) {
	const stops = [...form.querySelectorAll(".frappe-control")].filter(
		(control) => control === target.closest(".frappe-control") || stops_of(control).length
	);
	const at = stops.indexOf(target.closest(".frappe-control"));
	const next = at < 0 || target.closest(".ops-chips") ? null : stops[at + (shiftKey ? -1 : 1)];
	return next ? [...next.querySelectorAll(".ops-as-chips .ops-chips button")] : [];
}

const stops_of = (control) =>
	[...control.querySelectorAll("input, textarea, select, .ops-chips button")].filter(
		(stop) => stop.offsetParent && !stop.disabled
	);

const may_write = ({ frm, grid }) =>
	frm.doc.docstatus === 0 && frm.perm?.[0]?.write && !cint(grid.df.read_only);

const has_more = (grid, known) =>
	frappe
		.get_meta(grid.doctype)
		.fields.some(
			(df) =>
				!known.includes(df.fieldname) &&
				!cint(df.hidden) &&
				!cint(df.read_only) &&
				!frappe.model.no_value_type.includes(df.fieldtype)
		);

const rows_of = ({ frm, fieldname }) => frm.doc[fieldname] || [];
const value_of = ({ column }, row) => as_written(row[column]);

function draw(chips) {
	const { grid, options, other, shown } = chips;
	const rows = rows_of(chips).map((row) => ({
		value: value_of(chips, row),
		label: as_written(row[shown]) || value_of(chips, row),
	}));
	const chosen = rows.map(({ value }) => value);
	const unlisted = rows.filter(({ value }) => !options.some((option) => option.value === value));
	const all = [...options, ...unlisted];
	grid.wrapper.find(".ops-chips").remove();
	const $chips = $(`<div class="ops-chips" role="group"></div>`)
		.attr("aria-label", __(grid.df.label))
		.html(
			all.map((option) => chip(option, chosen.includes(option.value))).join("") +
				(other
					? `<button type="button" class="btn btn-default ops-other">${escape(other)}</button>`
					: "")
		);
	$chips.insertBefore(grid.wrapper.find(".form-grid-container"));
	$chips.on("click", "[data-value]", ({ currentTarget }) =>
		toggle(
			chips,
			all.find(({ value }) => value === currentTarget.dataset.value)
		)
	);
	$chips.on("click", ".ops-other", () => ask_other(chips));
}

const chip = ({ value, label }, is_chosen) =>
	`<button type="button" class="btn btn-default ops-chip${is_chosen ? " ops-chosen" : ""}"
		aria-pressed="${is_chosen}" data-value="${escape(value)}">${escape(label)}</button>`;

function toggle(chips, { value, fill = {} }) {
	const { frm, fieldname, grid, column } = chips;
	const row = rows_of(chips).find((each) => value_of(chips, each) === value);
	if (row) frappe.model.clear_doc(grid.doctype, row.name);
	else frm.add_child(fieldname, { [column]: value, ...fill });
	in_order(chips);
	frm.refresh_field(fieldname);
	frm.dirty();
	draw(chips);
	grid.wrapper.find(`[data-value="${CSS.escape(value)}"]`).trigger("focus");
}

// In the order of the options; what is not among them stays below.
function in_order(chips) {
	const place = (row) => {
		const at = chips.options.findIndex(({ value }) => value === value_of(chips, row));
		return at < 0 ? chips.options.length : at;
	};
	rows_of(chips).sort((one, other) => place(one) - place(other) || one.idx - other.idx);
	rows_of(chips).forEach((row, at) => (row.idx = at + 1));
}

function ask_other(chips) {
	const { grid, column, other } = chips;
	const { label } = frappe.meta.get_docfield(grid.doctype, column);
	const field = { fieldname: "value", fieldtype: "Data", label: __(label), reqd: 1 };
	frappe.prompt(
		field,
		({ value }) => {
			const is_there = rows_of(chips).some((row) => value_of(chips, row) === value);
			if (!is_there) toggle(chips, { value });
		},
		other
	);
}
