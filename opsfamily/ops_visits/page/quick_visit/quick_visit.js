frappe.pages["quick-visit"].on_page_load = (wrapper) => {
	wrapper.quick_visit = frappe
		.require("quick_visit.bundle.js")
		.then(() => new opsfamily.QuickVisit(wrapper));
};

frappe.pages["quick-visit"].on_page_show = (wrapper) =>
	wrapper.quick_visit.then((quick_visit) => quick_visit.show());
