// Two documents side by side, on a page of their own: the pages of assessments and of sheets.
import { call, open_file } from "./calls";

// route: the names of the choices as the route has them, of which the first decides on the others; controls: of the choices,
// as the page shows them; `Select` has the documents to compare with. method: of the API, which answers with the choices
// made, `choices` and `html`; nothing: what is said before the first choice.
export function comparison_page(name, settings) {
	frappe.pages[name].on_page_load = (wrapper) => {
		wrapper.comparison = new Comparison(name, wrapper, settings);
	};
	frappe.pages[name].on_page_show = (wrapper) => wrapper.comparison.show();
}

class Comparison {
	constructor(name, wrapper, { title, route, controls, method, nothing }) {
		Object.assign(this, { name, route, method, nothing });
		this.page = frappe.ui.make_app_page({ parent: wrapper, title, single_column: true });
		this.controls = Object.fromEntries(controls.map((df) => [df.fieldname, this.add_control(df)]));
		this.page.set_primary_action(__("Print"), () => this.print(), "printer");
		// Paper is white, whatever the theme.
		this.$body = $(`<div class="${name}">`)
			.css({ background: "#fff", color: "#000", padding: "8px" })
			.appendTo(this.page.main);
	}

	add_control(df) {
		const control = this.page.add_field({ ...df, change: () => this.go() });
		// The Desk shows the label as a placeholder alone.
		control.$input.attr("aria-label", df.label);
		return control;
	}

	// The choice is kept in the route, so that it can be linked and the browser can go back to it.
	go() {
		if (this.is_showing) return;
		const [first, ...others] = this.route.map((name) => this.controls[name].get_value());
		const is_other = first !== this.chosen[0];
		const route = [first, ...(is_other ? [] : others)].filter(Boolean);
		if (route.join("/") !== this.chosen.join("/")) frappe.set_route(this.name, ...route);
	}

	show() {
		this.chosen = frappe.get_route().slice(1);
		if (!this.chosen[0]) return this.fill({ choices: [], html: "" });
		const asked = this.route.map((name, at) => [name, this.chosen[at] || ""]);
		return call(this.method, Object.fromEntries(asked), "GET").then((answer) => this.fill(answer));
	}

	// Setting a control's value also calls its `change`, for some controls later.
	async fill({ choices, html, ...made }) {
		this.is_showing = true;
		this.shown = made.later && made.earlier && { later: made.later, earlier: made.earlier };
		for (const control of Object.values(this.controls)) {
			if (control.df.fieldtype !== "Select") continue;
			control.df.options = choices;
			control.refresh();
		}
		for (const [name, control] of Object.entries(this.controls))
			await control.set_value(made[name] || "");
		this.chosen = this.route.map((name) => made[name]).filter(Boolean);
		this.page.btn_primary.toggle(Boolean(this.shown));
		// Escaped on the server, value by value.
		this.$body.html(html || $("<p>").text(this.nothing));
		this.is_showing = false;
	}

	print() {
		open_file(`${this.method}_pdf`, this.shown);
	}
}
