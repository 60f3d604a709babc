const IMPORT_TEMPLATE =
	"opsfamily.ops_casework.doctype.family.import_template.download_import_template";

frappe.listview_settings["Family"] = {
	onload: (listview) => add_import_templates(listview.page),
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__(
				"No family yet. Add the first one, or bring all of them along with a table from the menu."
			),
			__("You have no family yet. The coordinator puts you on one.")
		),
};

function add_import_templates(page) {
	for (const [doctype, label] of [
		["Family", __("Import Template: Families")],
		["Case Assignment", __("Import Template: People on Cases")],
	]) {
		if (!frappe.model.can_import(doctype)) continue;
		page.add_menu_item(label, () => opsfamily.open_file(IMPORT_TEMPLATE, { doctype }));
	}
}
