// What an entry has and its saved visit has not: text that was typed after the visit had been sent.
import { as_written } from "../shared/html";
import { minute_of } from "./clock";

const TEXTS = {
	visit_date: __("Visit Date"),
	kind: __("Contact Kind"),
	place: __("Meeting Place"),
	course: __("How the visit went"),
	next_meeting_tasks: __("Until the Next Meeting"),
	signed_by: __("Signed By"),
	travel_from: __("Travel From"),
	travel_to: __("Travel To"),
};
const TIMES = { from_time: __("From Time"), to_time: __("To Time") };

// Returns [label, text] of each field. visit: the stored one, {} where it cannot be read; values: as they are sent.
export function missing_in(visit, values) {
	return [
		...fields_of(TEXTS, values, (name, typed) => typed.trim() === written(visit[name])),
		...fields_of(
			TIMES,
			values,
			(name, typed) => visit[name] && minute_of(visit[name]) === minute_of(typed)
		),
		...names_not_among(visit, values),
		...actions_not_in(visit, values),
	];
}

function fields_of(labels, values, is_stored) {
	return Object.entries(labels)
		.filter(([name]) => (values[name] || "").trim() && !is_stored(name, values[name]))
		.map(([name, label]) => [label, values[name]]);
}

function names_not_among({ participants = [] }, values) {
	const stored = participants.map(({ full_name }) => written(full_name));
	const names = values.participants.filter((name) => !stored.includes(name.trim()));
	return names.length ? [[__("Who was there"), names.join(", ")]] : [];
}

function actions_not_in(visit, { usual_actions = [], actions = "" }) {
	const stored = written(visit.actions);
	const done = [...usual_actions, actions.trim()].filter((text) => !stored.includes(text));
	return done.length ? [[__("Actions Taken"), done.join("; ")]] : [];
}

function written(text) {
	return as_written(text).trim();
}
