import { url_of } from "../shared/calls";
import { render } from "../shared/html";
import { ask_office_fields } from "../shared/office_fields";
import { get, post } from "../shared/phone_server";
import "./qv_off.html";
import "./qv_plan.html";
import "./qv_planned.html";
import "./qv_week.html";

const PAGE = "quick-visit";
const CALLERS = ["The Family", "The Worker", "Somebody Else"];
const STATES = {
	"Visit Planned": "",
	"Visit Made": __("Visit Made"),
	"Nobody Met": __("Nobody Met"),
};

// The planned visits on the phone page. page: the QuickVisit, whose `plan` is the user's plan of today.
export class Plan {
	constructor(page) {
		this.page = page;
	}

	// Returns the planned visit of this name, also one of another day; nothing for what is no plan.
	async find(name) {
		if (!name || name === "phone") return null;
		const { today, late } = this.page.plan;
		const known = [...today, ...late].find((row) => row.name === name);
		return known || get("planned_visit", { planned_visit: name }).catch(() => null);
	}

	// Returns what a visit begins with that comes of the plan. kind: the one that was chosen, if any.
	begin(plan, kind) {
		return {
			planned_visit: plan.name,
			visit_date: plan.planned_on,
			from_time: plan.from_time,
			to_time: plan.to_time,
			duration: plan.minutes,
			is_start_said: true,
			actions: plan.purpose.split("\n").filter(Boolean).join("; "),
			scheduled_actions: plan.scheduled_actions,
			...(kind && { kind }),
		};
	}

	// The first screen: today's visits, and those of past days that are still open.

	render($slot) {
		const { heading, today, late, has_week } = this.page.plan;
		if (!has_week) return $slot.empty();
		const rows = [...late, ...today].map((row) => this.row_of(row));
		$slot.html(render("qv_plan", { heading, rows, has_week }));
		$slot
			.find(".qv-open")
			.on("click", ({ currentTarget }) => this.open(currentTarget.dataset.plan));
		$slot.find(".qv-off").on("click", ({ currentTarget }) => this.ask_why($(currentTarget)));
		$slot.find(".qv-week-link").on("click", () => frappe.set_route(PAGE, "week"));
	}

	row_of(row) {
		const is_today = this.page.plan.today.includes(row);
		const day = is_today ? "" : `${frappe.datetime.str_to_user(row.planned_on)}, `;
		return {
			...row,
			when: `${day}${row.from_time}–${row.to_time}`,
			what: [...row.actions, row.purpose].filter(Boolean),
		};
	}

	named(name) {
		const { today, late } = this.page.plan;
		return [...today, ...late].find((row) => row.name === name);
	}

	open(name, kind) {
		const { family } = this.named(name);
		frappe.set_route(PAGE, family, name, ...(kind ? [kind] : []));
	}

	ask_why($button) {
		const is_open = $button.attr("aria-expanded") === "true";
		const $row = $button.closest("li");
		this.page.$screen.find(".qv-off-how").remove();
		this.page.$screen.find(".qv-off").attr("aria-expanded", "false");
		if (is_open) return;
		$button.attr("aria-expanded", "true");
		const callers = CALLERS.map((value) => [value, __(value)]);
		$row.after(render("qv_off", { callers, kinds: this.page.attempt_kinds }));
		const $how = $row.next();
		const { plan } = $button[0].dataset;
		$how
			.find(".qv-caller")
			.on("click", ({ currentTarget }) => this.call_off(plan, currentTarget.dataset.by, $how));
		$how
			.find(".qv-attempt")
			.on("click", ({ currentTarget }) => this.open(plan, currentTarget.dataset.kind));
	}

	async call_off(name, by, $how) {
		const { representative } = this.named(name);
		try {
			this.page.plan = await post("call_off_planned_visit", { planned_visit: name, by });
		} catch (problem) {
			return this.say($how.find(".qv-error"), problem);
		}
		this.render(this.page.$screen.find(".qv-plan"));
		this.page.show_notice(__("Called off: {0}.", [representative]), "green");
		$(`<button type="button" class="btn btn-default qv-restore">${__("Take Back")}</button>`)
			.on("click", () => this.restore(name))
			.appendTo(this.page.$notice);
	}

	async restore(name) {
		try {
			this.page.plan = await post("restore_planned_visit", { planned_visit: name });
		} catch (problem) {
			return this.page.show_problem(problem);
		}
		this.page.show_notice("");
		this.render(this.page.$screen.find(".qv-plan"));
	}

	say($slot, problem) {
		if (problem.kind === "expired") return this.page.show_expired();
		$slot.text(
			problem.kind === "offline"
				? __("No connection: nothing was written. Try again when it is back.")
				: problem.message || __("Something went wrong. Try again.")
		);
	}

	// The screen after saving: when the family is visited next, or one tap to plan it.

	async render_next($slot, family, visit) {
		const asked = { family: family.name, visit: visit.name };
		const answer = await get("plan_of_family", asked).catch(() => null);
		if (!answer) return;
		this.page.plan = answer.today;
		if (answer.next) return this.show_next($slot, answer.next);
		if (!answer.proposed) return;
		$(
			`<button type="button" class="btn btn-default ops-wide qv-plan-next">${__(
				"Plan the Next Visit: in a Week, Same Hours"
			)}</button>`
		)
			.on("click", () => this.plan_next($slot, family, visit, answer.proposed))
			.appendTo($slot);
	}

	show_next($slot, { planned_on, from_time, to_time }) {
		const when = `${day_of(planned_on)}, ${from_time}–${to_time}`;
		$slot.empty().append($("<p>").text(__("Next planned visit: {0}", [when])));
	}

	// What the office wants to know of a plan is asked first; what only the form can take is filled in there.
	async plan_next($slot, family, visit, { office, ...time }) {
		if (office.elsewhere.length)
			return frappe.new_doc("Planned Visit", { family: family.name, ...time });
		const values = await ask_office_fields(office);
		const $button = $slot.find(".qv-plan-next").prop("disabled", true);
		try {
			const planned = await post("plan_next_visit", { visit: visit.name, office: values });
			this.show_next($slot, planned);
			this.page.plan.has_week = true;
		} catch (problem) {
			$button.prop("disabled", false);
			this.page.show_problem(problem);
		}
	}

	// The week, by day.

	async show_week($screen, day) {
		const week = await get("week_plan", { week: day || "" });
		const [, page, shown] = frappe.get_route();
		if (page !== "week" || (shown || "") !== (day || "")) return;
		const days = week.days.map((of_week) => ({
			...of_week,
			label: day_of(of_week.day),
			plans: of_week.plans.map((row) => ({
				...this.row_of(row),
				state: STATES[row.status] ?? __(row.status),
			})),
		}));
		$screen.html(
			render("qv_week", {
				days,
				first: frappe.datetime.str_to_user(week.first),
				last: frappe.datetime.str_to_user(week.last),
				before: frappe.datetime.add_days(week.first, -7),
				after: frappe.datetime.add_days(week.first, 7),
				has_plans: days.some(({ plans }) => plans.length),
				pdf: url_of("week_plan_pdf", { week: week.first }),
			})
		);
		this.listen_to_week($screen, week);
	}

	listen_to_week($screen, week) {
		$screen.find(".qv-back").on("click", () => frappe.set_route(PAGE));
		$screen
			.find("[data-week]")
			.on("click", ({ currentTarget }) =>
				frappe.set_route(PAGE, "week", currentTarget.dataset.week)
			);
		$screen
			.find("[data-form]")
			.on("click", ({ currentTarget }) =>
				frappe.set_route("Form", "Planned Visit", currentTarget.dataset.form)
			);
		$screen.find(".qv-plan-visit").on("click", () => frappe.new_doc("Planned Visit"));
		$screen.find(".qv-repeat-week").on("click", () => this.repeat_week(week));
		$screen.find(".qv-title").trigger("focus");
	}

	async repeat_week(week) {
		const office = await ask_office_fields(week.office, { only_mandatory: true });
		let answer;
		try {
			answer = await post("repeat_week_plan", { week: week.first, office });
		} catch (problem) {
			return this.page.show_problem(problem);
		}
		const days = answer.left_out.map((day) => frappe.datetime.str_to_user(day)).join(", ");
		const left_out = days ? ` ${__("Days off that were left out: {0}.", [days])}` : "";
		frappe.show_alert(`${__("Visits planned: {0}.", [answer.planned])}${left_out}`);
		this.page.plan.has_week = true;
		frappe.set_route(PAGE, "week", frappe.datetime.add_days(week.first, 7));
	}
}

// Returns a day with its weekday: „wt. 1.12.2026”.
function day_of(day) {
	const [year, month, date] = day.split("-").map(Number);
	const weekday = new Date(year, month - 1, date).toLocaleDateString(frappe.boot.lang, {
		weekday: "long",
	});
	return `${weekday}, ${frappe.datetime.str_to_user(day)}`;
}
