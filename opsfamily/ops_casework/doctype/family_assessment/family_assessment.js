// Parts that are taken over from the last assessment (taken_over.py), in the order of the form.
const PARTS = [
	"housing",
	"income",
	"parenting",
	"education",
	"conflicts",
	"violence",
	"structure_and_roles",
	"bonds",
	"other_observations",
	"causes",
];

frappe.ui.form.on("Family Assessment", {
	refresh(frm) {
		opsfamily.add_blank_form(frm.page, frm.doctype);
		if (!frm.is_new() && frm.doc.docstatus < 2) {
			frm.add_custom_button(__("Compare with the Previous One"), () =>
				frappe.set_route("assessment-comparison", frm.doc.family, frm.doc.name)
			);
		}
		show_unconfirmed(frm);
	},

	// Fill in the household at once, so that it can be corrected before the first save.
	family(frm) {
		if (!frm.is_new() || !frm.doc.family) return;
		opsfamily.call("household", { family: frm.doc.family }, "GET").then((page) => {
			for (const fieldname of ["representative", "address", "phone"]) {
				if (!frm.doc[fieldname]) frm.set_value(fieldname, page[fieldname]);
			}
			frm.clear_table("household");
			page.members.forEach((member) => frm.add_child("household", member));
			if (!frm.doc.residents) frm.set_value("residents", page.members.length);
			if (page.last_assessment) begin_later_one(frm);
			frm.refresh_field("household");
		});
	},

	incomes_remove: show_sums,
	household_add: show_sums,
	household_remove: show_sums,
	residents: show_sums,

	...Object.fromEntries(PARTS.map((part) => [`${part}_unchanged`, (frm) => go_on(frm, part)])),
});

frappe.ui.form.on("Family Income", { amount: show_sums });

// The sums of the household as one types; the server computes them again (core/income.py).
function show_sums(frm) {
	const { incomes = [], household = [], residents } = frm.doc;
	const groszy = incomes.reduce((sum, row) => sum + Math.round(flt(row.amount) * 100), 0);
	const persons = household.length || cint(residents);
	frm.doc.income_total = groszy / 100;
	frm.doc.income_per_head = persons ? Math.round(groszy / persons) / 100 : 0;
	frm.refresh_fields(["income_total", "income_per_head"]);
}

// The last assessment is taken over when this one is saved for the first time.
function begin_later_one(frm) {
	if (frm.doc.kind === "Initial") frm.set_value("kind", "Periodic");
	frm.set_intro(
		__(
			"When you save, the last assessment is taken over. Then confirm or rewrite each part of it."
		)
	);
}

// Parts that the server names as open, without those ticked since.
function open_parts(frm) {
	const { unconfirmed_parts: parts } = frm.doc.__onload || {};
	return (parts || []).filter(({ part }) => !frm.doc[`${part}_unchanged`]);
}

// One part after the other: each is a button that leads to it.
function show_unconfirmed(frm) {
	const parts = frm.doc.docstatus === 0 ? open_parts(frm) : [];
	frm.set_intro("");
	if (!parts.length) return;
	const buttons = parts.map(
		({ part, label }) =>
			`<button type="button" class="btn btn-default ops-part" data-part="${part}">${opsfamily.escape(
				label
			)}</button>`
	);
	const said = __("Taken over from the last assessment, still to be confirmed or rewritten:");
	frm.set_intro(`<div>${said}</div><div class="ops-parts">${buttons.join(" ")}</div>`, "orange");
	frm.layout.message
		.find("[data-part]")
		.on("click", ({ currentTarget }) => go_to(frm, currentTarget.dataset.part));
}

function go_on(frm, part) {
	if (!frm.doc[`${part}_unchanged`]) return show_unconfirmed(frm);
	const parts = open_parts(frm);
	show_unconfirmed(frm);
	const next = parts.find((each) => PARTS.indexOf(each.part) > PARTS.indexOf(part)) || parts[0];
	return next && go_to(frm, next.part);
}

// The tick is the last field of a part; its section begins with the text.
function go_to(frm, part) {
	const { section } = frm.fields_dict[`${part}_unchanged`];
	const top = section?.wrapper?.[0] || section?.wrapper;
	if (!top) return frm.scroll_to_field(`${part}_unchanged`);
	section.collapse?.(false);
	return frappe.utils.scroll_to($(top), true, 80);
}
