import { make_chooser, text_of } from "../outing";
import { render } from "../shared/html";
import { ask_office_fields } from "../shared/office_fields";
import { get, post } from "../shared/phone_server";
import "./qv_away.html";
import "./qv_way_out.html";

// „Wychodzę / jestem z powrotem” on the phone page. page: the QuickVisit, whose `outing` is the user's open one.
export class Outing {
	constructor(page) {
		this.page = page;
	}

	get open() {
		return this.page.outing;
	}

	// Draw the open outing with its buttons; without one, on a family's screen, the button to go out.
	render($slot, family) {
		$slot.empty();
		if (this.open) this.render_open($slot);
		else if (family && this.page.goes_out) this.render_way_out($slot, family);
	}

	render_way_out($slot, family) {
		$(
			`<button type="button" class="btn btn-default ops-wide qv-out">${__(
				"Go Out to the Family"
			)}</button>`
		)
			.on("click", () => frappe.set_route("quick-visit", family, "out"))
			.appendTo($slot);
	}

	render_open($slot) {
		const { is_late, was_told } = this.open;
		$slot.html(render("qv_away", { where: text_of(this.open), is_late, was_told }));
		$slot.find(".qv-back-again").on("click", () => this.come_back($slot));
		$slot.find(".qv-longer").on("click", () => this.ask_longer($slot));
	}

	// Draw the screen between the two taps: the warning, then the question for how long.
	show_way_out($screen, family) {
		$screen.html(render("qv_way_out", { family }));
		$screen.find(".qv-back").on("click", () => frappe.set_route("quick-visit"));
		make_chooser($screen.find(".qv-way-out"), {
			warning: family.home_warning,
			question: __("For how long do you go out?"),
			confirm: __("Go Out"),
			choose: async (end, say) => {
				const office = await ask_office_fields(this.page.office_of_outing);
				return this.ask("go_out", { family: family.name, ...end, office }, say, () =>
					frappe.set_route("quick-visit")
				);
			},
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

	// Only the server sets the times, so without a connection nothing is written, and the user is warned.
	async ask(method, args, say, done) {
		try {
			this.page.outing = await post(method, args);
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

	// A saved visit may have closed the outing on the server.
	async refresh() {
		this.page.outing = await get("current_outing").catch(() => this.open);
	}
}
