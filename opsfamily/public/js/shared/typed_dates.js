// Dates typed into the Desk's forms. The Desk takes a typed date over only when its field is left, and until then a form
// that is drawn anew empties it; of a day that does not exist it says „Invalid date” and empties the field.
const FIELDS = ["Date", "Datetime"].map(
	(type) => `.frappe-control[data-fieldtype="${type}"] input`
);
const FIELD = FIELDS.join(", ");

const AFTER = [0, 150, 600, 1500]; // ms

let typing = null; // { input, before, text } of the field that is being typed into

export function keep_typed_dates() {
	// A form that is drawn anew may move the focus by itself, so what is half typed is not forgotten with it.
	document.addEventListener("focusin", ({ target }) => {
		if (is_field(target) && target !== typing?.input)
			typing = { input: target, before: target.value, text: null };
	});
	document.addEventListener("beforeinput", ({ target }) => is_field(target) && restore(), true);
	document.addEventListener("input", ({ target }) => is_field(target) && typed(target), true);
	// In the capture phase, so that the Desk does not hear of a day that does not exist.
	document.addEventListener("change", (event) => is_field(event.target) && left(event), true);
	// Of a field that was drawn anew while somebody typed, the browser says no change when they leave it.
	document.addEventListener("keydown", ({ key }) => key === "Tab" && leave(), true);
	document.addEventListener(
		"mousedown",
		({ target }) => is_elsewhere(target) && setTimeout(leave_if_gone),
		true
	);
	// Some fields are drawn only after the form has said so.
	$(document).on("form-refresh", () => AFTER.forEach((pause) => setTimeout(restore, pause)));
}

const is_field = (element) => element instanceof Element && element.matches(FIELD);

function typed(input) {
	if (typing?.input !== input) typing = { input, before: "", text: null };
	typing.text = input.value;
	// A whole date is taken over at once; it is the form's own from here on.
	if (is_whole(input)) $(input).trigger("change");
}

const is_elsewhere = (target) =>
	target !== typing?.input && !(target instanceof Element && target.closest(".datepicker"));

function left(event) {
	const input = event.target;
	const before = typing?.input === input ? typing.before : "";
	typing = null;
	if (is_day(input)) return;
	event.stopImmediatePropagation();
	refuse(input, input.value, before);
}

// A press that scrolls, or on the scroll bar, leaves the field where it is.
const leave_if_gone = () => document.activeElement !== typing?.input && leave();

function leave() {
	const { input, before, text } = typing || {};
	if (!text || !input.isConnected || is_day(input, text)) return;
	typing = null;
	// A day that was chosen since, from the calendar or by the form, is no longer what was typed.
	if (["", before, text].includes(input.value)) refuse(input, text, before);
}

function refuse(input, wrong, before) {
	if (input.value === wrong) input.value = before;
	frappe.msgprint({
		title: __("Check the Date"),
		message: __("{0}: there is no such day. Write the date as {1}, e.g. {2}.", [
			frappe.utils.escape_html(wrong).bold(),
			__("dd.mm.yyyy"),
			moment().format(format_of(input)),
		]),
		indicator: "orange",
	});
}

// What is half typed stays in the field when the form is drawn anew: only then the field says again what it said before.
function restore() {
	const { input, before, text } = typing || {};
	if (!text || !input.isConnected || is_whole(input, text)) return;
	if (input.value === text || !["", before].includes(input.value)) return;
	input.value = text;
	input.focus();
}

const is_day = (input, text = input.value) => !text || moment(text, format_of(input)).isValid();

const is_whole = (input, text = input.value) => moment(text, format_of(input), true).isValid();

function format_of(input) {
	const day = frappe.datetime.get_user_date_fmt().toUpperCase();
	const is_moment = input.matches(FIELDS[1]);
	return is_moment ? `${day} ${frappe.datetime.get_user_time_fmt()}` : day;
}
