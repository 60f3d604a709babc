frappe.listview_settings["Day Centre Note"] = {
	add_fields: ["alarm", "presence"],

	get_indicator(doc) {
		if (doc.alarm) return [__("Sign of Alarm"), "red", "alarm,=,1"];
		const colours = { Present: "green", Absent: "orange", Excused: "blue" };
		return [__(doc.presence), colours[doc.presence] || "gray", `presence,=,${doc.presence}`];
	},

	refresh(listview) {
		opsfamily.show_first_step(
			listview,
			__("No notes yet. They are written on the page “Day of the Centre”."),
			__("No notes yet. The staff of the day centre write them.")
		);
	},
};
