// A field that finds, with its results below: on the page „Znajdź” and on top of the day pages. Arrows go through the
// results, Enter opens the first one, a phone number is called by a tap.
import { render } from "../shared/html";
import { Asking, is_enough } from "./asking";
import "./find_field.html";
import "./find_results.html";

const HEADS = () => ({
	family: __("Families"),
	person: __("People"),
	institution: __("Institutions"),
	document: __("Documents"),
});

let finders_made = 0;

export class Finder {
	constructor($parent) {
		finders_made += 1;
		this.$finder = $(render("find_field", { id: `ops-find-${finders_made}` })).appendTo($parent);
		this.$input = this.$finder.find("input");
		this.$results = this.$finder.find(".ops-find-results");
		this.$state = this.$finder.find(".ops-find-state");
		this.asking = new Asking(
			(results, text) => this.show(results, text),
			(problem) => this.show_problem(problem)
		);
		this.$input.on("input", () => this.asking.type(this.$input.val()));
		this.$finder.on("submit", (event) => {
			event.preventDefault();
			this.open_first();
		});
		this.$finder.on("keydown", (event) => this.press(event));
		this.$results.on("click", ".ops-find-open", () => this.clear());
	}

	focus() {
		// On a phone the keyboard would cover the page at once.
		if (!frappe.is_mobile()) this.$input.trigger("focus");
	}

	clear() {
		this.$input.val("");
		this.asking.type("");
	}

	show(results, text) {
		const heads = HEADS();
		const groups = Object.keys(heads)
			.map((kind) => ({ head: heads[kind], rows: results.filter((row) => row.kind === kind) }))
			.filter(({ rows }) => rows.length);
		this.$results.html(groups.length ? render("find_results", { groups, href_of, tel_of }) : "");
		const is_none = is_enough(text) && !results.length;
		this.$state.text(is_none ? __("Nothing of yours fits „{0}”.", [text]) : "");
	}

	show_problem(problem) {
		this.$results.html("");
		const words = {
			offline: __("No connection."),
			expired: __("Your login has ended. Reload the page."),
		};
		this.$state.text(
			words[problem.kind] || problem.message || __("Something went wrong. Try again.")
		);
	}

	open_first() {
		this.$results.find(".ops-find-open").get(0)?.click();
	}

	press(event) {
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (event.key === "Escape") {
			this.clear();
			return this.$input.trigger("focus");
		}
		if (!step) return undefined;
		const places = [this.$input[0], ...this.$results.find(".ops-find-open").get()];
		const next = places.indexOf(document.activeElement) + step;
		event.preventDefault();
		return places[Math.min(Math.max(next, 0), places.length - 1)].focus();
	}
}

const href_of = ({ route }) => frappe.utils.get_form_link(...route);

// Returns what a phone dials.
const tel_of = (phone) => phone.replace(/[^\d+]/g, "");
