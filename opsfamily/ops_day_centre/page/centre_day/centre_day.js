frappe.pages["centre-day"].on_page_load = (wrapper) => {
	// At once, not when the bundle has come: v16 looks for the page's title and sidebar as soon as it is shown.
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Day of the Centre"),
		single_column: true,
	});
	wrapper.centre_day = frappe
		.require("centre_day.bundle.js")
		.then(() => new opsfamily.CentreDay(page));
};

frappe.pages["centre-day"].on_page_show = (wrapper) =>
	wrapper.centre_day.then((centre_day) => centre_day.show());
