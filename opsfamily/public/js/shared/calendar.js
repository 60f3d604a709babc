// Calendars, and months to choose from.

// What the app's calendars call the fields of their events (opsfamily/clocks/calendar.py).
export const event_fields = {
	id: "name",
	start: "start",
	end: "end",
	title: "title",
	allDay: "all_day",
	color: "color",
	editable: "movable",
};

// A click on one day of the month opens that day; a stretch of hours is a new document.
export const begin_in_hours = (doctype, day) => (start, end, _event, view) => {
	if (view.name === "month") return;
	frappe.new_doc(doctype, {
		[day]: start.format("YYYY-MM-DD"),
		from_time: start.format("HH:mm:00"),
		to_time: end.format("HH:mm:00"),
	});
};

// The platform's calendar: whole months without a scroll bar, dark text, on a phone the week as a list.
export const calendar_options = (own) => ({
	height: "auto",
	eventRender: (event, element) =>
		element.attr("title", event.tooltip || event.title).css("color", "#1f272e"),
	...(frappe.is_mobile() && {
		defaultView: "listWeek",
		header: { left: "prev, title, next", right: "today, month, listWeek" },
		views: { listWeek: { buttonText: __("Week") } },
	}),
	...own,
});

// The last months as choices of a filter, this one first: 2026-10, shown as „październik 2026”.
export const last_months = (number) =>
	Array.from({ length: number }, (_value, back) => {
		const [year, month] = frappe.datetime.get_today().split("-").map(Number);
		const first = new Date(year, month - 1 - back, 1);
		const value = `${first.getFullYear()}-${String(first.getMonth() + 1).padStart(2, "0")}`;
		const label = first.toLocaleDateString(frappe.boot.lang, { month: "long", year: "numeric" });
		return { value, label };
	});
