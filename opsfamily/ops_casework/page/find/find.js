// „Znajdź”: families, people, institutions and documents, by a part of a name, a phone or a number.
frappe.pages["find"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Find in Cases"),
		single_column: true,
	});
	const $body = $(`<div class="ops-page ops-find-page"></div>`).appendTo(page.body);
	wrapper.finder = new opsfamily.Finder($body);
};

frappe.pages["find"].on_page_show = (wrapper) => wrapper.finder.focus();
