frappe.listview_settings["Delegated Task"] = {
	add_fields: ["outcome", "due_date"],
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("No delegated task yet. The case manager hands tasks to specialists.")
		),
	get_indicator(doc) {
		const today = frappe.datetime.get_today();
		if (doc.outcome === "Pending" && doc.due_date < today)
			return [__("Overdue"), "red", `due_date,<,${today}|outcome,=,Pending`];
		const colours = {
			Pending: "blue",
			Done: "green",
			"Partly Done": "yellow",
			"Not Done": "red",
			Withdrawn: "gray",
		};
		return [__(doc.outcome), colours[doc.outcome], `outcome,=,${doc.outcome}`];
	},
};
