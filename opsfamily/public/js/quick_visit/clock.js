// The hours of a contact by quick choices. Times are "HH:MM", days "YYYY-MM-DD", both by the site's clock.

const ROUND_TO = 5;
// Minutes. A contact that ends before it begins has passed midnight, unless it would last longer than this: then it
// is a typing mistake, which the server refuses.
const LONGEST_NIGHT = 8 * 60;

// Returns the present day and time by the site's clock, as the server writes them.
export function site_time() {
	return (frappe.datetime.system_datetime || frappe.datetime.now_datetime)();
}

export function now() {
	const [day, time] = site_time().split(" ");
	return { day, minute: rounded(minute_of(time)) };
}

// Returns the times of a contact of so many minutes: it begins at `from_time`, or has just ended without one.
export function by_duration({ visit_date, from_time }, minutes, { day, minute }) {
	if (from_time)
		return { visit_date, from_time, to_time: time_of(minute_of(from_time) + minutes) };
	const begin = minute - minutes;
	return {
		visit_date: begin < 0 ? day_before(day) : day,
		from_time: time_of(begin),
		to_time: time_of(minute),
	};
}

// Returns the day and hour of a beginning so many minutes ago.
export function by_start(ago, { day, minute }) {
	const begin = minute - ago;
	return { visit_date: begin < 0 ? day_before(day) : day, from_time: time_of(begin) };
}

export function passes_midnight({ from_time, to_time }) {
	if (!from_time || !to_time) return false;
	const length = minute_of(to_time) - minute_of(from_time);
	return length < 0 && length + 24 * 60 <= LONGEST_NIGHT;
}

// Returns whether hours typed for today were meant for yesterday: they pass midnight, and begin later than it is now.
export function began_yesterday(times, { minute }) {
	return passes_midnight(times) && minute_of(times.from_time) >= minute + ROUND_TO;
}

export function minute_of(time) {
	const [hours, minutes] = time.split(":").map(Number);
	return hours * 60 + minutes;
}

export function time_of(minute) {
	const whole = ((minute % 1440) + 1440) % 1440;
	return `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(
		2,
		"0"
	)}`;
}

function rounded(minute) {
	return Math.floor(minute / ROUND_TO) * ROUND_TO;
}

export function day_before(day) {
	return frappe.datetime.add_days(day, -1);
}
