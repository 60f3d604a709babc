frappe.listview_settings["Family"] = {
	onload: (listview) => {
		add_import(listview.page);
		add_packs(listview);
	},
	refresh: (listview) => {
		opsfamily.show_first_step(
			listview,
			__("No family yet. Add the first one, or import all of them from a table."),
			__("You have no family yet. The coordinator puts you on one.")
		);
		show_import(listview);
	},
};

const open_import = () => frappe.set_route("family-import");

function add_import(page) {
	if (!frappe.model.can_import("Family")) return;
	page.add_menu_item(__("Import Families from a Table"), open_import);
}

// In the empty list, beside the button that adds the first family.
function show_import({ $no_result }) {
	const $box = $no_result.find(".msg-box");
	if (!frappe.model.can_import("Family") || $box.find(".ops-open-import").length) return;
	$('<button type="button" class="btn btn-default btn-sm ops-open-import"></button>')
		.text(__("Import Families from a Table"))
		.on("click", open_import)
		.appendTo($box);
}

// Of the ticked families, for one recipient: made in the background.
function add_packs(listview) {
	if (!frappe.model.can_create("Control Pack")) return;
	listview.page.add_actions_menu_item(__("Make Control Packs"), () =>
		ask_for_packs(listview.get_checked_items(true))
	);
}

function ask_for_packs(families) {
	frappe.model.with_doctype("Control Pack", () => {
		const dialog = new frappe.ui.Dialog({
			title: __("Make Control Packs ({0})", [families.length]),
			fields: get_pack_fields(),
			primary_action_label: __("Make the Packs"),
			primary_action: (values) => make_packs(dialog, families, values),
		});
		dialog.show();
	});
}

const get_pack_fields = () =>
	["period_from", "period_until", "recipient", "purpose", "basis"].map((fieldname) => {
		const { label, fieldtype } = frappe.meta.get_docfield("Control Pack", fieldname);
		return { fieldname, fieldtype, label: __(label), reqd: 1 };
	});

function make_packs(dialog, families, values) {
	return opsfamily.call("make_control_packs", { families, ...values }).then((count) => {
		dialog.hide();
		frappe.show_alert({
			message: __("Control packs being made: {0}. You are told when they are ready.", [count]),
			indicator: "blue",
		});
	});
}
