// Asks the server what fits a typed text. Of several answers under way only that to the newest text counts.
import { post } from "../shared/phone_server";

export const SHORTEST = 2;
export const PAUSE = 150; // ms after the last key; the Desk's own search bar waits up to 100

export const is_enough = (text) => text.replace(/\s/g, "").length >= SHORTEST;

// The staff whose day pages these are; an administrator of the site alone finds no family.
export const may_find = () =>
	frappe.boot.user.can_read.some((doctype) =>
		["Family", "Day Centre Enrolment"].includes(doctype)
	);

// on_found(results, text): called with the newest answer, and with none for a text that is too short.
// on_problem(problem): the newest question had no answer.
export class Asking {
	constructor(on_found, on_problem = () => {}) {
		Object.assign(this, { on_found, on_problem, asked: 0 });
	}

	type(text) {
		clearTimeout(this.timer);
		this.asked += 1;
		if (!is_enough(text)) return this.on_found([], text);
		this.timer = setTimeout(() => this.ask(text), PAUSE);
	}

	async ask(text) {
		const number = this.asked;
		try {
			const results = await post("find_in_cases", { text });
			if (number === this.asked) this.on_found(results || [], text);
		} catch (problem) {
			if (number === this.asked) this.on_problem(problem);
		}
	}
}
