frappe.ui.form.on("Family", {
	refresh(frm) {
		show_overview(frm);
		offer_children(frm);
		if (frm.is_new()) return;
		show_completeness(frm);
		if (frappe.model.can_create("Family Visit")) {
			frm.add_custom_button(__("New Visit"), () => write_visit(frm.doc.name));
		}
		if (frappe.model.can_create("Case Assignment")) {
			frm.add_custom_button(__("Assign a Person"), () =>
				frappe.new_doc("Case Assignment", { family: frm.doc.name })
			);
		}
		opsfamily.add_outing_buttons(frm);
		opsfamily.add_sheet_button(frm, "The Family on a Day", { family: frm.doc.name });
		frm.add_custom_button(__("Compare Assessments"), () =>
			frappe.set_route("assessment-comparison", frm.doc.name)
		);
		frm.add_custom_button(__("Case Manager"), () =>
			frappe.set_route("case-manager", frm.doc.name)
		);
		// Hidden with the part of the work where the office does not use it.
		if (frappe.model.can_read("Weekly Appointment")) {
			frm.add_custom_button(__("Week of the Family"), () => print_week(frm.doc.name));
		}
		if (frappe.model.can_create("Access Copy")) {
			frm.add_custom_button(__("Who Viewed the File"), () =>
				frappe.set_route("query-report", "Family File Access", { family: frm.doc.name })
			);
		}
	},
});

frappe.ui.form.on("Family Member", { full_name: offer_children, members_remove: offer_children });

// A contact of one child is of somebody in the household.
function offer_children(frm) {
	const names = (frm.doc.members || []).map((row) => row.full_name).filter(Boolean);
	frm.fields_dict.support_network.grid.update_docfield_property("child", "options", names);
}

function print_week(family) {
	const day = { fieldname: "week", fieldtype: "Date", label: __("A Day of the Week"), reqd: 1 };
	frappe.prompt(
		{ ...day, default: frappe.datetime.get_today() },
		({ week }) => opsfamily.open_file("family_week_pdf", { family, week }),
		__("Week of the Family"),
		__("Print")
	);
}

// On a phone open the quick page, on a computer the whole form.
function write_visit(family) {
	if (frappe.is_mobile()) frappe.set_route("quick-visit", family);
	else frappe.new_doc("Family Visit", { family });
}

// The overview is loaded after the form; the overview of another family is removed at once.
function show_overview(frm) {
	const { name } = frm.doc;
	const { $wrapper } = frm.fields_dict.overview;
	if ($wrapper.data("family") !== name) $wrapper.empty();
	$wrapper.data("family", name);
	if (frm.is_new()) return;
	const begin = ({ currentTarget }) =>
		frappe.new_doc(currentTarget.dataset.begin, { family: name });
	$wrapper.off("click.overview").on("click.overview", "[data-begin]", begin);
	opsfamily.read("family_overview", { family: name }).then((html) => {
		// Escaped on the server, value by value.
		if ($wrapper.data("family") === name) place_overview(frm, $wrapper.html(html));
	});
}

// The pictures stand on the tabs of what they show, each alone; an address opens the map of the device.
function place_overview(frm, $overview) {
	for (const place of ["network", "course"]) {
		const $part = $overview.find(`[data-place="${place}"]`);
		const $tab = frm.fields_dict[`${place}_overview`].$wrapper;
		$tab.empty().append($(`<div class="family-overview"></div>`).append($part));
		$tab
			.off("click.overview")
			.on("click.overview", "[data-begin]", ({ currentTarget }) =>
				frappe.new_doc(currentTarget.dataset.begin, { family: frm.doc.name })
			);
	}
	frm.fields_dict.course_overview.$wrapper
		.find("[data-procedure]")
		.one("toggle", ({ currentTarget }) => show_procedure(frm, currentTarget));
	$overview.find(".fo-all").on("click", show_all);
	$overview.find("[data-map]").attr("href", map_of(frm.doc.address));
}

// Escaped on the server, value by value.
const show_procedure = (frm, details) =>
	opsfamily
		.read("family_procedure", { family: frm.doc.name })
		.then((html) => $(details).find("div").html(html));

// The button is gone then, so the first row that it has shown takes over the focus.
function show_all({ currentTarget }) {
	const $part = $(currentTarget).closest("section").addClass("is-open");
	$part.find(".fo-rest a").first().trigger("focus");
}

// Nothing but the address leaves the page, and only when somebody taps it.
function map_of(address) {
	const place = encodeURIComponent(address);
	if (/iPhone|iPad/.test(navigator.userAgent)) return `maps:?q=${place}`;
	if (/Android/.test(navigator.userAgent)) return `geo:0,0?q=${place}`;
	return `https://www.openstreetmap.org/search?query=${place}`;
}

// „Kompletność akt”: what is missing in the file, each with a button to add it.
function show_completeness(frm) {
	const { name } = frm.doc;
	const { $wrapper } = frm.fields_dict.file_completeness;
	if ($wrapper.data("family") !== name) $wrapper.empty();
	$wrapper.data("family", name);
	opsfamily.read("file_completeness", { family: name }).then(({ missing, closing }) => {
		// The form may show another family by now.
		if (frm.doc.name !== name) return;
		$wrapper.html(completeness(frm, missing));
		frm.toggle_display("completeness_section", missing.length > 0);
		opsfamily.add_reopening(frm, closing);
	});
}

function completeness(frm, missing) {
	const all = __("Nothing that the basis of the work asks for is missing.");
	if (!missing.length) return $(`<p class="text-muted"></p>`).text(all);
	const $list = $(`<ul class="opsfamily-completeness"></ul>`);
	return $list.append(missing.map((row) => missing_row(frm, row)));
}

function missing_row(frm, row) {
	const $row = $(`<li><span></span></li>`);
	$row.find("span").text(row.what);
	if (row.may)
		$(`<button type="button" class="btn btn-default btn-sm"></button>`)
			.text(row.name ? __("Go There") : __("Create"))
			.attr("aria-label", `${row.name ? __("Go There") : __("Create")}: ${row.what}`)
			.on("click", () => go_to_missing(frm, row))
			.appendTo($row);
	return $row;
}

function go_to_missing(frm, row) {
	if (row.fieldname) frm.scroll_to_field(row.fieldname);
	else if (row.name) frappe.set_route("Form", row.doctype, row.name);
	else frappe.new_doc(row.doctype, row.values);
}
