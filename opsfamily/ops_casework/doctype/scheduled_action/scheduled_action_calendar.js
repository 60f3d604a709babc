// The agreed days of actions and their progress. A day can be changed by a new version of the schedule only.
const PROGRESS = { Done: 100, "Partly Done": 50 };
const STYLES = { Done: "success", "Partly Done": "warning", "Not Done": "danger" };

frappe.views.calendar["Scheduled Action"] = {
	field_map: {
		id: "name",
		start: "due_date",
		end: "due_date",
		title: "action",
		// What has a day is of the whole day: released versions show an hour otherwise.
		allDay: "due_date",
		editable: "movable",
	},
	fields: ["name", "action", "due_date", "outcome"],
	gantt: {
		field_map: {
			id: "name",
			start: "start_date",
			end: "due_date",
			title: "action",
			progress: (action) => PROGRESS[action.outcome] || 0,
		},
		order_by: "start_date",
	},
	options: opsfamily.calendar_options({ editable: false, selectable: false }),
	get_css_class(action) {
		const overdue = action.outcome === "Pending" && action.due_date < frappe.datetime.get_today();
		return overdue ? "danger" : STYLES[action.outcome];
	},
	filters: [
		{ fieldtype: "Link", fieldname: "family", options: "Family", label: __("Family") },
		{
			fieldtype: "Select",
			fieldname: "outcome",
			options: "\nPending\nDone\nPartly Done\nNot Done\nWithdrawn",
			label: __("Outcome"),
		},
	],
};
