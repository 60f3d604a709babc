// Going out to a family's home and coming back: shared by the family's form and the phone page. The server sets all
// times.
import "./outing_chooser.html";
import { call, read } from "./shared/calls";
import { as_written, escape, render } from "./shared/html";
import { ask_office_fields } from "./shared/office_fields";

const LENGTHS = [30, 60, 90, 120];

// Draw the choice of the end: a tap on a length, or an hour and its button. It calls choose({ minutes }) or
// choose({ until }), with a function that shows an error as second argument.
export function make_chooser(parent, { warning, question, confirm, choose }) {
	const texts = { warning, question, confirm, lengths: LENGTHS };
	const $chooser = $(render("outing_chooser", texts)).appendTo(parent);
	const say = (text) => $chooser.find(".ops-outing-error").text(text || "");
	// A second tap before the answer must not open a second outing.
	const choose_once = (end) => {
		const $buttons = $chooser.find("button").prop("disabled", true);
		return Promise.resolve(choose(end, say)).finally(() => $buttons.prop("disabled", false));
	};
	$chooser.on("click", "[data-minutes]", ({ currentTarget }) =>
		choose_once({ minutes: currentTarget.dataset.minutes })
	);
	$chooser.on("click", ".ops-outing-at", () => {
		const until = $chooser.find('[name="until"]').val();
		return until ? choose_once({ until }) : say(__("{0} is missing.", [__("Expected Back At")]));
	});
	return $chooser;
}

// Returns e.g. „Rodzina Nowak: od 14:05, powrót do 15:05”
export function text_of(outing) {
	return __("{0}: out since {1}, expected back at {2}", [
		outing.representative || outing.family,
		outing.left_at,
		outing.back_at,
	]);
}

// Add the buttons to a family's form: go out, or come back from the open outing and stay longer.
export function add_outing_buttons(frm) {
	if (!frappe.model.can_create("Home Outing")) return;
	const { name } = frm.doc;
	read("current_outing").then((outing) => {
		// The user has opened another family meanwhile.
		if (frm.doc.name !== name) return;
		if (outing) add_open_buttons(frm, outing);
		else frm.add_custom_button(__("Go Out to the Family"), () => ask_until(frm));
	});
}

function add_open_buttons(frm, outing) {
	const back = () =>
		write("come_back", { outing: outing.outing }).then(() => show(frm, __("You are back.")));
	const longer = () => {
		const { $body, hide } = dialog_of(__("Stay Longer"));
		make_chooser($body, {
			question: text_of(outing),
			confirm: __("Stay Longer"),
			choose: (end) =>
				write("stay_longer", { outing: outing.outing, ...end }).then((moved) => {
					hide();
					show(frm, text_of(moved));
				}),
		});
	};
	const where = outing.representative || outing.family;
	const is_here = outing.family === frm.doc.name;
	const label = is_here ? __("I Am Back") : __("I Am Back ({0})", [escape(where)]);
	frm.add_custom_button(label, back).attr("title", text_of(outing));
	frm.add_custom_button(__("Stay Longer"), longer);
}

function ask_until(frm) {
	const { $body, hide } = dialog_of(__("Go Out to the Family"));
	make_chooser($body, {
		warning: as_written(frm.doc.home_warning),
		question: __("For how long?"),
		confirm: __("Go Out"),
		choose: async (end) => {
			const office = await ask_office_fields(await read("outing_fields"));
			const outing = await write("go_out", { family: frm.doc.name, ...end, office });
			hide();
			show(frm, text_of(outing));
		},
	});
}

// The chooser prevents a second tap, so the screen need not be frozen.
const write = (method, args) => call(method, args, "POST", false);

function dialog_of(title) {
	const dialog = new frappe.ui.Dialog({
		title,
		fields: [{ fieldname: "chooser", fieldtype: "HTML" }],
	});
	dialog.show();
	return { $body: dialog.fields_dict.chooser.$wrapper, hide: () => dialog.hide() };
}

// The form is loaded anew, as its overview shows who is with the family.
function show(frm, message) {
	frappe.show_alert({ message: escape(message), indicator: "green" });
	return frm.reload_doc();
}
