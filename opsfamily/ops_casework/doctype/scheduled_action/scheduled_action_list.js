frappe.listview_settings["Scheduled Action"] = {
	add_fields: ["outcome", "due_date"],
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("No action yet. Actions come from a submitted action schedule.")
		),
	get_indicator(doc) {
		const overdue = doc.outcome === "Pending" && doc.due_date < frappe.datetime.get_today();
		if (overdue) {
			const filter = `due_date,<,${frappe.datetime.get_today()}|outcome,=,Pending`;
			return [__("Overdue"), "red", filter];
		}
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
