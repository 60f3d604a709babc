// Unfinished entries of one family that were begun on several devices or in several tabs.

// Fields of text that one entry takes over from another → what stands between the two texts.
const TEXTS = { course: "\n\n", actions: "; ", next_meeting_tasks: "\n", others: ", " };

// Returns the entries with each key once: of two copies the one that was typed on last.
export function newest_of_each(entries) {
	const newest = new Map();
	for (const entry of entries) {
		const other = newest.get(entry.key);
		if (!other || typed_at(entry) > typed_at(other)) newest.set(entry.key, entry);
	}
	return [...newest.values()];
}

// Returns the later one of two entries of a family with the texts of both, as no typed text may be lost. `joined` says
// which other entries stand in it: key → when each was typed on last, so that it is not joined a second time.
export function join_entries(one, other) {
	const [later, earlier] = typed_at(one) >= typed_at(other) ? [one, other] : [other, one];
	if (later.joined?.[earlier.key] === typed_at(earlier)) return later;
	const joined = { ...earlier.joined, ...later.joined, [earlier.key]: typed_at(earlier) };
	delete joined[later.key];
	const state = join_states(later.state, earlier.state);
	// What was joined is saved when somebody has read it.
	return { ...later, state, joined, is_kept: false, is_waiting: false };
}

function join_states(later, earlier) {
	const texts = Object.entries(TEXTS).map(([name, between]) => [
		name,
		join_texts(later[name], earlier[name], between),
	]);
	const state = { ...later, ...Object.fromEntries(texts) };
	if (later.mode !== "phone" || !state.next_meeting_tasks) return state;
	// A call has no field for these.
	const course = join_texts(state.course, state.next_meeting_tasks, TEXTS.course);
	return { ...state, course, next_meeting_tasks: "" };
}

function join_texts(later = "", earlier = "", between) {
	if (later.includes(earlier)) return later;
	if (earlier.includes(later)) return earlier;
	return `${later}${between}${earlier}`;
}

function typed_at({ state }) {
	return state.typed_at || 0;
}
