import { render } from "../shared/html";
import { ask_office_fields, said_elsewhere } from "../shared/office_fields";
import { get, post } from "../shared/phone_server";
import { Child } from "./child";
import "./cd_head.html";

// Milliseconds between attempts to send notes that are not saved yet.
const TRY_AGAIN = 10 * 1000;
// While a year is typed the browser takes every digit of it for a whole date.
const TYPING_PAUSE = 700;

// The page „Dzień świetlicy”: presence is set by a tap, a note is typed in a short form; both are sent at once.
export class CentreDay {
	constructor(page) {
		this.$body = $(`<div class="ops-thumb centre-day">
			<div class="cd-head"></div>
			<div class="ops-note cd-notice" role="status"></div>
			<ul class="cd-children"></ul></div>`).appendTo(page.body);
		this.$notice = this.$body.find(".cd-notice");
		this.children = [];
		this.listen();
	}

	listen() {
		const { $body } = this;
		$body.on("change", ".cd-centre", (event) => this.move({ centre: event.target.value }));
		$body.on("change", ".cd-group", (event) => this.show_group(event.target.value));
		$body.on("change", ".cd-date", (event) => this.type_day(event.target));
		$body.on("blur", ".cd-date", (event) => this.leave_day(event.target));
		$body.on("click", "[data-step]", (event) =>
			this.move({
				day: frappe.datetime.add_days(this.day, Number(event.currentTarget.dataset.step)),
			})
		);
		$body.on("click", ".cd-all", () => this.all_present());
		$body.on("click", ".cd-list", () => this.print_list());
		window.addEventListener("online", () => this.retry());
		window.addEventListener("beforeunload", (event) => {
			if (this.unsaved.length) event.preventDefault();
		});
		setInterval(() => this.retry(), TRY_AGAIN);
	}

	get unsaved() {
		return this.children.filter((child) => child.is_unsaved);
	}

	// The Desk keeps the page when the user leaves it, so notes that are not saved yet are still here and are kept.
	show() {
		if (!this.unsaved.length)
			return this.load({ centre: this.centre, day: this.is_past && this.day });
	}

	get is_past() {
		return this.day && this.day !== this.today;
	}

	type_day(input) {
		clearTimeout(this.typing);
		this.typing = setTimeout(() => this.choose_day(input), TYPING_PAUSE);
	}

	choose_day(input) {
		const is_day = input.value && input.checkValidity();
		if (is_day && input.value !== this.day) this.move({ day: input.value });
	}

	// What is no day goes back to the one that is shown.
	leave_day(input) {
		clearTimeout(this.typing);
		if (input.value && input.checkValidity()) return this.choose_day(input);
		input.value = this.day;
	}

	move(changes) {
		const { centre, day } = this;
		if (!this.unsaved.length) return this.load({ centre, day, ...changes });
		this.draw_head();
		this.show_notice(
			__("Not saved yet: {0}. Save or throw it away first.", [
				this.unsaved.map(({ name }) => name).join(", "),
			]),
			"orange"
		);
	}

	async load({ centre, day }) {
		this.asked_for = [centre, day].join();
		const asked_for = this.asked_for;
		try {
			const answer = await get("centre_day", { centre: centre || "", day: day || "" });
			// Another day was chosen meanwhile.
			if (asked_for !== this.asked_for) return;
			this.draw(answer);
			this.show_notice(said_elsewhere(this.asked), "orange");
		} catch (problem) {
			this.show_problem(problem);
			if (this.day) this.draw_head();
		}
	}

	draw({ centres, centre, day, today, on_day, groups, moods, children, office: asked }) {
		Object.assign(this, { centres, centre, day, today, on_day, groups, moods, asked });
		if (!groups.includes(this.group)) this.group = "";
		const $list = this.$body.find(".cd-children").empty();
		const on = {
			saved: () => this.saved(),
			problem: (problem) => this.show_problem(problem),
			centre: () => this.centre,
		};
		this.children = children.map((child) => new Child(child, { day, moods, asked, on }));
		for (const child of this.children) child.make($list);
		this.show_group(this.group);
		if (!centre)
			$list.html(`<li>${__("You work in no day centre yet: ask the coordinator.")}</li>`);
		else if (!children.length) $list.html(`<li>${__("No child is enrolled on this day.")}</li>`);
		this.draw_head();
	}

	draw_head() {
		const { centres, centre, day, today, on_day, groups, group } = this;
		// An apostrophe would end the template.
		const group_label = __("Children's Group");
		const head = render("cd_head", {
			centres,
			centre,
			day,
			today,
			on_day,
			groups,
			group,
			group_label,
		});
		// A date under the user's fingers is not drawn anew, only what is said of the day.
		if (this.$body.find(".cd-date:focus").val()) {
			this.$body.find('[data-step="1"]').prop("disabled", day >= today);
			this.$body.find(".cd-about").replaceWith($("<div>").html(head).find(".cd-about"));
		} else this.$body.find(".cd-head").html(head);
		this.count();
	}

	// Only the children of one group; what was typed of the others stays.
	show_group(group) {
		this.group = group || "";
		for (const child of this.children) child.$row.toggle(this.shown.includes(child));
		this.count();
	}

	get shown() {
		return this.children.filter((child) => !this.group || child.group === this.group);
	}

	count() {
		const { shown } = this;
		const of = (presence) => shown.filter((child) => child.presence === presence).length;
		const missing = shown.filter((child) => !child.presence).length;
		const weekday = moment(this.day)
			.toDate()
			.toLocaleDateString(frappe.boot.lang, { weekday: "long" });
		this.$body
			.find(".cd-count")
			.text(
				`${weekday} · ` +
					__("present: {0} of {1}", [of("Present"), shown.length]) +
					(missing ? ` · ${__("not noted: {0}", [missing])}` : "")
			);
		this.$body.find(".cd-all").prop("disabled", !missing);
		this.$body.find(".cd-list").prop("disabled", !this.centre);
	}

	async all_present() {
		if (this.unsaved.length) return this.move({});
		const { centre, day, group } = this;
		const office = await ask_office_fields(this.asked, {
			help: __("Written into the note of every child of whom nothing was noted."),
			only_mandatory: true,
		});
		this.$body.find(".cd-all").prop("disabled", true);
		try {
			this.draw(await post("all_present", { centre, day, group, office }));
			this.show_notice(__("Saved, {0}", [moment().format("HH:mm")]), "green");
		} catch (problem) {
			this.show_problem(problem);
			this.count();
		}
	}

	print_list() {
		const { centre, day, group } = this;
		opsfamily.open_file("attendance_list", { centre, month: day.slice(0, 7), group });
	}

	saved() {
		this.count();
		if (!this.children.some((child) => child.wanted)) this.show_notice("");
	}

	async retry() {
		if (!navigator.onLine) return;
		for (const child of this.children) await child.send();
	}

	show_problem(problem) {
		this.count();
		if (problem.kind === "offline")
			this.show_notice(
				__("No connection. Leave this page open: it is saved when it is back."),
				"orange"
			);
		else if (problem.kind === "expired") this.show_expired();
		else if (!this.children.some((child) => child.error))
			this.show_notice(problem.message || __("Something went wrong. Try again."), "red");
	}

	show_expired() {
		this.show_notice(
			__("Your login has ended. What you typed stays on this page until you leave it."),
			"red"
		);
	}

	show_notice(text, colour = "") {
		this.$notice.attr("class", `ops-note cd-notice${colour ? ` ops-${colour}` : ""}`).text(text);
	}
}
