import { make_chooser, text_of } from "../outing";
import { get, post } from "./server";

const API = "opsfamily.api.";
const escape = (text) => frappe.utils.escape_html(text || "");

// „Wychodzę / jestem z powrotem” on the page for the thumb. page: the QuickVisit, whose `outing` is the open one.
export class Outing {
	constructor(page) {
		this.page = page;
	}

	get open() {
		return this.page.outing;
	}

	// Where somebody is, with the way back; at the desk, on a family's screen, the way out.
	render($slot, family) {
		$slot.empty();
		if (this.open) this.render_open($slot);
		else if (family && this.page.goes_out) this.render_way_out($slot, family);
	}

	render_way_out($slot, family) {
		$(
			`<button type="button" class="btn btn-default qv-out">${__("Go Out to the Family")}</button>`
		)
			.on("click", () => frappe.set_route("quick-visit", family, "out"))
			.appendTo($slot);
	}

	render_open($slot) {
		const { is_late, was_told } = this.open;
		const told = was_told ? `<p>${__("The coordinators have been told.")}</p>` : "";
		$slot.html(`<div class="qv-banner qv-away ${is_late ? "qv-late" : ""}" role="status">
			<p>${escape(text_of(this.open))}</p>${told}
			<div class="qv-away-buttons">
				<button type="button" class="btn btn-primary qv-back-again">${__("I Am Back")}</button>
				<button type="button" class="btn btn-default qv-longer">${__("Stay Longer")}</button>
			</div><div class="qv-longer-how"></div></div>`);
		$slot.find(".qv-back-again").on("click", () => this.come_back($slot));
		$slot.find(".qv-longer").on("click", () => this.ask_longer($slot));
	}

	// The screen between the two taps: the warning, then for how long.
	show_way_out($screen, family) {
		$screen.html(`
			<button type="button" class="btn btn-default qv-back">← ${__("My Families")}</button>
			<h2 class="qv-title" tabindex="-1">${escape(family.representative)}</h2>
			<div class="qv-way-out"></div>`);
		$screen.find(".qv-back").on("click", () => frappe.set_route("quick-visit"));
		make_chooser($screen.find(".qv-way-out"), {
			warning: family.home_warning,
			question: __("For how long do you go out?"),
			confirm: __("Go Out"),
			choose: (end, say) =>
				this.ask("go_out", { family: family.name, ...end }, say, () =>
					frappe.set_route("quick-visit")
				),
		});
		$screen.find(".qv-title").trigger("focus");
	}

	ask_longer($slot) {
		const $how = $slot.find(".qv-longer-how").empty();
		make_chooser($how, {
			question: __("How much longer, from now?"),
			confirm: __("Stay Longer"),
			choose: (end, say) =>
				this.ask("stay_longer", { outing: this.open.outing, ...end }, say, () =>
					this.render($slot)
				),
		});
	}

	come_back($slot) {
		const { page } = this;
		return this.ask(
			"come_back",
			{ outing: this.open.outing },
			(text) => page.show_notice(text, "red"),
			() => {
				page.show_notice(__("You are back."), "green");
				if (!page.form) page.list_families();
				this.render($slot, page.entry?.family);
			}
		);
	}

	// Only the server knows when somebody left: without a connection nothing is written, and that is said.
	async ask(method, args, say, done) {
		try {
			this.page.outing = await post(`${API}${method}`, args);
			done();
		} catch (problem) {
			if (problem.kind === "expired") return this.page.show_expired();
			say(
				problem.kind === "offline"
					? __("No connection: nothing was written. Call the coordinator.")
					: problem.message || __("Something went wrong. Try again.")
			);
		}
	}

	// A saved visit has ended it on the server.
	async refresh() {
		this.page.outing = await get(`${API}current_outing`).catch(() => this.open);
	}
}
