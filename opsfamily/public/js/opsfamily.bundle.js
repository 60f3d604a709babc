// What several form scripts of the app share. Rules live on the server; here is only what helps the hand.
import { add_outing_buttons } from "./outing";
import { sweep } from "./quick_visit/device_store";

frappe.provide("opsfamily");

// What the user who logged out, or whose hours have passed, left on this device.
sweep();

opsfamily.call = (method, args, type = "POST") =>
	frappe
		.call({ method: `opsfamily.api.${method}`, args, type, freeze: true })
		.then((r) => r.message);

opsfamily.open_file = (method, args) =>
	window.open(`/api/method/opsfamily.api.${method}?${new URLSearchParams(args)}`);

opsfamily.is_own_module = (module) => frappe.boot.module_app[frappe.scrub(module)] === "opsfamily";

// 1535 minutes → 25:35, as the papers write it
opsfamily.format_minutes = (minutes) => {
	const whole = cint(minutes);
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};

// Minutes of a form's fields, or of the column of a table, shown as hours.
opsfamily.show_as_hours = (frm, fieldnames) => {
	for (const fieldname of fieldnames) {
		frm.fields_dict[fieldname].df.formatter = opsfamily.format_minutes;
		frm.refresh_field(fieldname);
	}
};

opsfamily.show_column_as_hours = (frm, table, fieldname) => {
	const { grid } = frm.fields_dict[table];
	grid.update_docfield_property(fieldname, "formatter", opsfamily.format_minutes);
	grid.refresh();
};

// An empty list says what comes first: to whoever may begin here, and to whoever waits for somebody else.
opsfamily.show_first_step = (listview, for_writers, for_readers) => {
	if (listview.data.length || listview.filter_area.get().length) return;
	const step = listview.can_create ? for_writers : for_readers || for_writers;
	listview.$no_result.find(".msg-box p").first().text(step);
};

// A new form with any values; the platform's own `new_doc` leaves out a person chosen from a list of names.
opsfamily.begin = (doctype, values) =>
	frappe.model.with_doctype(doctype, () => {
		const doc = Object.assign(frappe.model.get_new_doc(doctype), values);
		frappe.set_route("Form", doctype, doc.name);
	});

// Names of the household to choose from in a field of a paper about one person.
opsfamily.offer_household = (frm, fieldname) => {
	if (!frm.doc.family) return;
	opsfamily
		.call("household_choices", { family: frm.doc.family }, "GET")
		.then((names) => frm.set_df_property(fieldname, "options", names));
};

opsfamily.add_blank_form = (page, doctype, print_format) => {
	if (!frappe.model.can_create(doctype)) return;
	page.add_menu_item(__("Print Blank Form"), () =>
		opsfamily.open_file("blank_form", print_format ? { doctype, print_format } : { doctype })
	);
};

opsfamily.add_new_version = (frm) => {
	if (frm.doc.status !== "Running" || !frappe.model.can_create(frm.doctype)) return;
	frm.add_custom_button(__("New Version"), () =>
		opsfamily
			.call("new_version", { doctype: frm.doctype, name: frm.doc.name })
			.then((name) => frappe.set_route("Form", frm.doctype, name))
	);
};

opsfamily.ask_reason = (title) =>
	new Promise((resolve) => {
		const field = { fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 };
		frappe.prompt(field, (values) => resolve(values.reason), title);
	});

// What the app's calendars call the fields of their events (opsfamily/clocks/calendar.py).
opsfamily.event_fields = {
	id: "name",
	start: "start",
	end: "end",
	title: "title",
	allDay: "all_day",
	color: "color",
	editable: "movable",
};

// A click on one day of the month opens that day; a stretch of hours is a new document.
opsfamily.begin_in_hours = (doctype, day) => (start, end, _event, view) => {
	if (view.name === "month") return;
	frappe.new_doc(doctype, {
		[day]: start.format("YYYY-MM-DD"),
		from_time: start.format("HH:mm:00"),
		to_time: end.format("HH:mm:00"),
	});
};

// The platform's calendar: whole months without a scroll bar, dark text, on a phone the week as a list.
opsfamily.calendar_options = (own) => ({
	height: "auto",
	eventRender: (event, element) =>
		element.attr("title", event.tooltip || event.title).css("color", "#1f272e"),
	...(frappe.is_mobile() && {
		defaultView: "listWeek",
		header: { left: "prev, title, next", right: "today, month, listWeek" },
		views: { listWeek: { buttonText: __("Week") } },
	}),
	...own,
});
// The last months as choices of a filter, this one first: 2026-10, shown as „październik 2026”.
opsfamily.last_months = (number) =>
	Array.from({ length: number }, (_value, back) => {
		const [year, month] = frappe.datetime.get_today().split("-").map(Number);
		const first = new Date(year, month - 1 - back, 1);
		const value = `${first.getFullYear()}-${String(first.getMonth() + 1).padStart(2, "0")}`;
		const label = first.toLocaleDateString(frappe.boot.lang, { month: "long", year: "numeric" });
		return { value, label };
	});

const shown_number = (value) => String(value ?? "–").replace(".", ",");

// How much work every assistant has, into `wrapper`. family: with this one on top; pick(user): a row is chosen.
opsfamily.show_loads = (wrapper, { family, day, pick }) => {
	const args = { day: day || "", family: family || "" };
	return frappe
		.call({ method: "opsfamily.api.assistant_loads", args, type: "GET" })
		.then(({ message: loads }) => {
			$(wrapper).html(loads_table(loads, Boolean(pick)));
			$(wrapper)
				.find("button")
				.on("click", (event) => pick(loads[event.currentTarget.dataset.row].user));
		});
};

function loads_table(loads, with_buttons) {
	if (!loads.length) return `<p class="text-muted">${__("There is no assistant yet.")}</p>`;
	const heads = [__("Assistant"), __("Families"), __("With Difficulty"), __("Limit")];
	const rows = loads.map((load, row) => loads_row(load, row, with_buttons));
	return `<div class="ops-loads"><table class="table table-bordered">
		<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead>
		<tbody>${rows.join("")}</tbody></table></div>`;
}

function loads_row(load, row, with_button) {
	const name = frappe.utils.escape_html(load.full_name || load.user);
	const who = with_button
		? `<button type="button" class="btn btn-default ops-pick" data-row="${row}">${name}</button>`
		: name;
	const above = load.is_above ? `<div class="ops-above">${__("above the limit")}</div>` : "";
	const numbers = [load.families, load.weighted, load.ceiling].map(shown_number);
	return `<tr><th scope="row">${who}${above}</th>${numbers
		.map((number) => `<td>${number}</td>`)
		.join("")}</tr>`;
}

// The head takes the work with a closed family up again.
opsfamily.add_reopening = (frm, closing) => {
	if (!closing || !frappe.user.has_role("Head of Centre")) return;
	frm.add_custom_button(__("Reopen the Case"), () =>
		opsfamily
			.ask_reason(__("Why is the case reopened?"))
			.then((reason) => opsfamily.call("reopen_case", { closing, reason }))
			.then(() => frm.reload_doc())
	);
};

// The history of a document shows the stored word of a choice; to its reader it is said as on the form.
const with_polish_history = new Set();
$(document).on("form-load", (_event, frm) => {
	if (!opsfamily.is_own_module(frm.meta.module) || with_polish_history.has(frm.doctype)) return;
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

opsfamily.add_outing_buttons = add_outing_buttons;

// Working time beside the families, written where one is: the worker, today and the last kind stand there already.
opsfamily.add_other_work = (values, saved) =>
	opsfamily.call("other_work_state", {}, "GET").then(({ is_counted, last_kind }) => {
		if (!is_counted)
			return frappe.msgprint(
				__("The office does not count work beside the families (OPS Settings).")
			);
		return frappe.model.with_doctype("Other Work Time", () => {
			const doc = frappe.model.get_new_doc("Other Work Time", null, null, true);
			Object.assign(doc, last_kind ? { kind: last_kind } : {}, values);
			return frappe.ui.form.make_quick_entry("Other Work Time", saved, null, doc, true);
		});
	});
