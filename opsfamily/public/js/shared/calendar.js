// Calendars, and months to choose from.

// The names of an event's fields in the app's calendars (opsfamily/clocks/calendar.py).
export const event_fields = {
	id: "name",
	start: "start",
	end: "end",
	title: "title",
	allDay: "all_day",
	color: "color",
	editable: "movable",
};

// Selecting hours begins a new document; a click on a day of the month view only opens that day.
export const begin_in_hours = (doctype, day) => (start, end, _event, view) => {
	if (view.name === "month") return;
	frappe.new_doc(doctype, {
		[day]: start.format("YYYY-MM-DD"),
		from_time: start.format("HH:mm:00"),
		to_time: end.format("HH:mm:00"),
	});
};

const list_day = (doctype, day) =>
	doctype === "Family Visit"
		? frappe.set_route("List", doctype, { visit_date: day })
		: frappe.set_route("List", doctype, { due_date: day, outcome: "Pending" });

// Opens a visit, a plan or an action. Of a large section an event is the number of a day's visits or actions: a click lists
// them. v16 gives the event in an object.
export const open_event_of_work = (given) => {
	const { doctype, name, is_sum } = given.event ? given.event.extendedProps : given;
	if (is_sum) return list_day(doctype, name);
	if (frappe.model.can_read(doctype)) return frappe.set_route("Form", doctype, name);
};

// Options of Frappe's calendar: whole months without a scroll bar, dark text, on a phone the week as a list.
export const calendar_options = (options) => ({
	height: "auto",
	eventRender: (event, element) =>
		element.attr("title", event.tooltip || event.title).css("color", "#1f272e"),
	...(frappe.is_mobile() && {
		defaultView: "listWeek",
		header: { left: "prev, title, next", right: "today, month, listWeek" },
		views: { listWeek: { buttonText: __("Week") } },
	}),
	...options,
});

// Returns the last months as choices of a filter, the current one first: 2026-10, shown as „październik 2026”.
export const last_months = (number) =>
	Array.from({ length: number }, (_value, back) => {
		const [year, month] = frappe.datetime.get_today().split("-").map(Number);
		const first = new Date(year, month - 1 - back, 1);
		const value = `${first.getFullYear()}-${String(first.getMonth() + 1).padStart(2, "0")}`;
		const label = first.toLocaleDateString(frappe.boot.lang, { month: "long", year: "numeric" });
		return { value, label };
	});
