// Keeps what is typed into a long form, and not saved yet, on this device: encrypted as the drafts of visits are, for as
// long as the office allows, and deleted with the user's logout. The form offers it when it is opened again.
import { DeviceStore, device_id } from "../quick_visit/device_store";
import { escape } from "./html";
import { post } from "./phone_server";

const PAUSE = 800; // ms after the last key
const KIND = "form";
const KEY_METHOD = "opsfamily.ops_visits.page.quick_visit.quick_visit.device_key";
const LAYOUT = new Set([
	"Section Break",
	"Column Break",
	"Tab Break",
	"HTML",
	"Button",
	"Heading",
]);
const TABLES = new Set(["Table", "Table MultiSelect"]);
// Set by the server in every row.
const OF_ROWS = new Set([
	"name",
	"parent",
	"parenttype",
	"parentfield",
	"owner",
	"creation",
	"modified",
]);

let opened;

// One store a page: the key is asked for once, and kept in memory only.
const open_store = () =>
	(opened ||= post(KEY_METHOD, { device: device_id() })
		.then((answer) => DeviceStore.open(answer, KIND))
		.catch(() => {
			opened = null;
			return null;
		}));

// The forms that do so; the server gives the key to whoever may create one of them (core/entry.py).
export const DRAFTED = [
	"Family Assessment",
	"Family Visit",
	"Family Work Plan",
	"Work Plan Evaluation",
	"Court Opinion",
	"Family Notification",
	"Assistant Request",
	"Case Conference",
	"Case Analysis",
	"Consultation",
	"Family Sheet",
	"Family History",
	"Intervention",
];

export function keep_form_drafts() {
	// The form does not wait for it.
	const begin = (frm) => void keep_drafts(frm);
	for (const doctype of DRAFTED)
		frappe.ui.form.on(doctype, { refresh: begin, family: begin, after_save: forget_draft });
}

// When a form is shown, and when the family of a new document is known: listens once, and offers what was kept.
async function keep_drafts(frm) {
	const [key, about] = [key_of(frm), `${frm.docname} ${key_of(frm)}`];
	if (frm.draft_about === about) return;
	hide_offer(frm);
	Object.assign(frm, { draft_about: about, is_typed_by_hand: false });
	if (frm.doc.docstatus !== 0 || !may_keep(frm)) return;
	if (!frm.keeps_drafts) listen(frm);
	const kept = await find(key);
	if (kept && about === frm.draft_about && !frm.is_typed_by_hand) offer(frm, kept);
}

// What was kept is in the document now.
async function forget_draft(frm) {
	clearTimeout(frm.draft_timer);
	if (!may_keep(frm)) return;
	hide_offer(frm);
	Object.assign(frm, { is_typed_by_hand: false, draft_timer: null });
	const keys = new Set([frm.draft_key, key_of(frm)].filter(Boolean));
	frm.draft_key = null;
	const store = await open_store();
	for (const key of keys) await store?.remove(key);
}

// Whoever only reads types nothing, and gets no key.
const may_keep = ({ doctype }) => frappe.model.can_create(doctype);

// A new document has no number yet: of these the device keeps one for each family, the last.
const key_of = ({ doctype, doc }) =>
	`${doctype}:${doc.__islocal ? `new ${doc.family || ""}` : doc.name}`;

function listen(frm) {
	frm.keeps_drafts = true;
	// The form takes a text over only when its field is left, and what the form fills in by itself is no draft.
	frm.$wrapper.on("input", "input, textarea, select", () => {
		frm.is_typed_by_hand = true;
		keep_soon(frm);
	});
	frm.$wrapper.on("dirty change click", () => {
		// Returns nothing: false would take the click away from its field.
		if (frm.is_typed_by_hand) keep_soon(frm);
	});
}

function keep_soon(frm) {
	if (frm.is_restoring || frm.doc.docstatus !== 0) return;
	clearTimeout(frm.draft_timer);
	const about = frm.draft_about;
	frm.draft_timer = setTimeout(() => about === frm.draft_about && keep(frm), PAUSE);
}

async function keep(frm) {
	if (!frm.is_dirty() && !Object.keys(being_typed(frm)).length) return;
	const [key, timer] = [key_of(frm), frm.draft_timer];
	const values = { ...values_of(frm), ...being_typed(frm) };
	const { modified } = frm.doc;
	const store = await open_store();
	// The document was saved meanwhile.
	if (timer !== frm.draft_timer) return;
	frm.draft_key = key;
	await store?.put(key, { key, values, modified, at: Date.now() });
}

async function find(key) {
	const store = await open_store();
	const all = (await store?.all()) || [];
	return all.find((kept) => kept.key === key);
}

const fields_of = (frm) =>
	frm.meta.fields.filter(({ fieldtype, read_only }) => !LAYOUT.has(fieldtype) && !read_only);

function values_of(frm) {
	return Object.fromEntries(
		fields_of(frm).map(({ fieldname, fieldtype }) => [
			fieldname,
			TABLES.has(fieldtype)
				? (frm.doc[fieldname] || []).map(plain_row)
				: frm.doc[fieldname] ?? null,
		])
	);
}

const plain_row = (row) =>
	Object.fromEntries(
		Object.entries(row).filter(([name]) => !OF_ROWS.has(name) && !name.startsWith("__"))
	);

// The text in the field that has the focus.
function being_typed(frm) {
	const field = document.activeElement?.closest(".frappe-control[data-fieldname]");
	const df = fields_of(frm).find(({ fieldname }) => fieldname === field?.dataset.fieldname);
	const is_text = ["Data", "Text", "Small Text", "Long Text"].includes(df?.fieldtype);
	return is_text ? { [df.fieldname]: document.activeElement.value } : {};
}

function offer(frm, kept) {
	if (!differs(frm, kept.values)) return;
	const when = moment(kept.at).format("D.MM, HH:mm");
	const button = (name, label) =>
		`<button type="button" class="btn btn-default btn-sm ${name}">${escape(label)}</button>`;
	const said = escape(__("Not saved: what you typed on {0}.", [when]));
	hide_offer(frm);
	// Not the headline: whatever else the form says there would take its place.
	frm.layout.wrapper.prepend(
		`<div class="form-message orange ops-draft" role="status">${said}
			${button("ops-draft-take", __("Go On Writing"))} ${button(
			"ops-draft-drop",
			__("Throw It Away")
		)}</div>`
	);
	frm.$wrapper.find(".ops-draft-take").on("click", () => restore(frm, kept));
	frm.$wrapper.find(".ops-draft-drop").on("click", () => drop(frm, kept));
}

const hide_offer = (frm) => frm.$wrapper.find(".ops-draft").remove();

const differs = (frm, values) => {
	const now = values_of(frm);
	return Object.keys(values).some((name) => said(values[name]) !== said(now[name]));
};

// What the form shows alike is alike: nothing, an empty text, zero.
const said = (value) => JSON.stringify(Array.isArray(value) ? value : value || "");

async function restore(frm, { values }) {
	frm.is_restoring = true;
	for (const { fieldname, fieldtype, options } of fields_of(frm)) {
		if (!(fieldname in values) || said(values[fieldname]) === said(frm.doc[fieldname])) continue;
		if (TABLES.has(fieldtype)) restore_rows(frm, fieldname, options, values[fieldname]);
		else frm.doc[fieldname] = values[fieldname];
	}
	frm.refresh_fields();
	frm.trigger("draft_restored");
	hide_offer(frm);
	frm.is_restoring = false;
	frm.dirty();
}

function restore_rows(frm, fieldname, doctype, rows) {
	frm.clear_table(fieldname);
	for (const row of rows) Object.assign(frappe.model.add_child(frm.doc, doctype, fieldname), row);
}

async function drop(frm, { key }) {
	hide_offer(frm);
	const store = await open_store();
	await store?.remove(key);
}
