frappe.listview_settings["Scheduled Action"] = {
	add_fields: ["outcome", "due_date", "start_date"],
	before_render() {
		if (cur_list?.view_name !== "Gantt") return;
		// Dragging a bar would change what was agreed.
		cur_list.can_write = false;
		// A plan lasts for months.
		cur_list.view_user_settings.gantt_view_mode ||= "Month";
		// The framework's Gantt breaks on an empty list, which it hides anyway.
		const today = frappe.datetime.get_today();
		if (!cur_list.tasks.length) cur_list.tasks = [{ id: "-", start: today, end: today }];
	},
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("No action yet. Actions come from a submitted action schedule.")
		),
	get_indicator: opsfamily.outcome_indicator,
};
