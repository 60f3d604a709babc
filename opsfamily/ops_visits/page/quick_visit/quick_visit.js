frappe.pages["quick-visit"].on_page_load = (wrapper) => {
	// At once, not when the bundle has come: v16 looks for the page's title and sidebar as soon as it is shown.
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Visit"),
		single_column: true,
	});
	wrapper.quick_visit = frappe
		.require("quick_visit.bundle.js")
		.then(() => new opsfamily.QuickVisit(page));
};

frappe.pages["quick-visit"].on_page_show = (wrapper) =>
	wrapper.quick_visit.then((quick_visit) => quick_visit.show());
