// Two assessments of a family side by side: assessment-comparison/FAMILY/LATER/EARLIER.
const PAGE = "assessment-comparison";

frappe.pages[PAGE].on_page_load = (wrapper) => {
	wrapper.comparison = new AssessmentComparison(wrapper);
};

frappe.pages[PAGE].on_page_show = (wrapper) => wrapper.comparison.show();

class AssessmentComparison {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({
			parent: wrapper,
			title: __("Assessment Comparison"),
			single_column: true,
		});
		this.family = this.add_field("family", "Link", __("Family"), "Family");
		this.earlier = this.add_field("earlier", "Select", __("Earlier Assessment"));
		this.later = this.add_field("later", "Select", __("Later Assessment"));
		this.page.set_primary_action(__("Print"), () => this.print(), "printer");
		// Paper is white, whatever the theme.
		this.$body = $('<div class="assessment-comparison">')
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
		const family = this.family.get_value();
		const is_other = family !== this.chosen[0];
		const pair = is_other ? [] : [this.later.get_value(), this.earlier.get_value()];
		const route = [family, ...pair].filter(Boolean);
		if (route.join("/") !== this.chosen.join("/")) frappe.set_route(PAGE, ...route);
	}

	show() {
		this.chosen = frappe.get_route().slice(1);
		const [family, later, earlier] = this.chosen;
		if (!family) return this.fill({ family: "", choices: [], html: "" });
		return opsfamily
			.call("assessment_comparison", { family, later: later || "", earlier: earlier || "" }, "GET")
			.then((answer) => this.fill(answer));
	}

	// Setting a control's value also calls its `change`, for some controls later.
	async fill({ family, later, earlier, choices, html }) {
		this.showing = true;
		this.shown = later && earlier && { later, earlier };
		for (const control of [this.earlier, this.later]) {
			control.df.options = choices;
			control.refresh();
		}
		await this.family.set_value(family);
		await this.earlier.set_value(earlier || "");
		await this.later.set_value(later || "");
		this.chosen = [family, later, earlier].filter(Boolean);
		this.page.btn_primary.toggle(Boolean(this.shown));
		// Escaped on the server, value by value.
		this.$body.html(html || `<p>${__("Choose a family.")}</p>`);
		this.showing = false;
	}

	print() {
		opsfamily.open_file("assessment_comparison_pdf", this.shown);
	}
}
