frappe.pages["centre-day"].on_page_load = (wrapper) => {
	wrapper.centre_day = frappe
		.require("centre_day.bundle.js")
		.then(() => new opsfamily.CentreDay(wrapper));
};

frappe.pages["centre-day"].on_page_show = (wrapper) =>
	wrapper.centre_day.then((centre_day) => centre_day.show());
