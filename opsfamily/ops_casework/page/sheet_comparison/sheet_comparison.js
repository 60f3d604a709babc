// Two sheets of one template side by side: sheet-comparison/LATER/EARLIER.
const PAGE = "sheet-comparison";

frappe.pages[PAGE].on_page_load = (wrapper) => {
	wrapper.comparison = new SheetComparison(wrapper);
};

frappe.pages[PAGE].on_page_show = (wrapper) => wrapper.comparison.show();

class SheetComparison {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({
			parent: wrapper,
			title: __("Sheet Comparison"),
			single_column: true,
		});
		this.later = this.add_field("later", "Link", __("Sheet"), "Family Sheet");
		this.earlier = this.add_field("earlier", "Select", __("Compared With"));
		this.page.set_primary_action(
			__("Print"),
			() => opsfamily.open_file("sheet_comparison_pdf", this.shown),
			"printer"
		);
		// Paper is white, whatever the theme.
		this.$body = $('<div class="sheet-comparison">')
			.css({ background: "#fff", color: "#000", padding: "8px" })
			.appendTo(this.page.main);
	}

	add_field(fieldname, fieldtype, label, options) {
		const change = () => this.go();
		const field = this.page.add_field({ fieldname, fieldtype, label, options, change });
		// The Desk shows the label as a placeholder alone.
		field.$input.attr("aria-label", label);
		return field;
	}

	// The choice is kept in the route, so that it can be linked and the browser can go back to it.
	go() {
		if (this.showing) return;
		const later = this.later.get_value();
		const earlier = later === this.chosen[0] ? this.earlier.get_value() : "";
		const route = [later, earlier].filter(Boolean);
		if (route.join("/") !== this.chosen.join("/")) frappe.set_route(PAGE, ...route);
	}

	show() {
		this.chosen = frappe.get_route().slice(1);
		const [later, earlier] = this.chosen;
		if (!later) return this.fill({ later: "", choices: [], html: "" });
		return opsfamily
			.call("sheet_comparison", { later, earlier: earlier || "" }, "GET")
			.then((answer) => this.fill(answer));
	}

	// Setting a control's value also calls its `change`, for some controls later.
	async fill({ later, earlier, choices, html }) {
		this.showing = true;
		this.shown = later && earlier && { later, earlier };
		this.earlier.df.options = choices;
		this.earlier.refresh();
		await this.later.set_value(later);
		await this.earlier.set_value(earlier || "");
		this.chosen = [later, earlier].filter(Boolean);
		this.page.btn_primary.toggle(Boolean(this.shown));
		// Escaped on the server, value by value.
		this.$body.html(html || `<p>${__("Choose a sheet.")}</p>`);
		this.showing = false;
	}
}
