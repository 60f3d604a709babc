frappe.listview_settings["Family"] = {
	onload: (listview) => add_import(listview.page),
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
