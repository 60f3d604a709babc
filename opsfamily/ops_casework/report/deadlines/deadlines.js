frappe.query_reports["Deadlines"] = {
	filters: [
		{ fieldname: "family", label: __("Family"), fieldtype: "Link", options: "Family" },
		{ fieldname: "worker", label: __("Who"), fieldtype: "Link", options: "User" },
		{
			fieldname: "clock",
			label: __("Clock"),
			fieldtype: "Select",
			options: [
				{ value: "", label: __("All Clocks") },
				{ value: "Half-Year Assessment", label: __("Half-Year Assessment") },
				{ value: "First Assessment Due", label: __("First Assessment Due") },
				{ value: "First Plan Due", label: __("First Plan Due") },
				{ value: "Evaluation Day", label: __("Evaluation Day") },
				{ value: "Action Due", label: __("Action Due") },
				{ value: "Assignment Ends", label: __("Assignment Ends") },
				{ value: "Card Not Sent", label: __("Card Not Sent") },
				{ value: "Application to Hand Over", label: __("Application to Hand Over") },
				{ value: "First Contact", label: __("First Contact") },
				{ value: "Authorisation Ends", label: __("Authorisation Ends") },
				{ value: "Child's Plan Due", label: __("Child's Plan Due") },
				{ value: "Interview Due", label: __("Interview Due") },
				{ value: "Answer Due", label: __("Answer Due") },
				{ value: "Request Waits", label: __("Request Waits") },
				{ value: "Assistant Awaited", label: __("Assistant Awaited") },
				{
					value: "Family without an Assistant",
					label: __("Family without an Assistant"),
				},
				{ value: "Court Opinion Due", label: __("Court Opinion Due") },
				{ value: "Monitoring Contact Due", label: __("Monitoring Contact Due") },
				{ value: "Monitoring Ends", label: __("Monitoring Ends") },
				{ value: "Conference Planned", label: __("Conference Planned") },
				{ value: "Screening Due", label: __("Screening Due") },
				{ value: "Specialist Help Follow-Up", label: __("Specialist Help Follow-Up") },
				{
					value: "Supporting Family's Agreement Ends",
					label: __("Supporting Family's Agreement Ends"),
				},
				{ value: "Date of a Child", label: __("Date of a Child") },
				{
					value: "Consultation Follow-Up Due",
					label: __("Consultation Follow-Up Due"),
				},
				{ value: "Consultation Asked For", label: __("Consultation Asked For") },
				{ value: "Delegated Task Due", label: __("Delegated Task Due") },
				{ value: "Case Review Due", label: __("Case Review Due") },
				{
					value: "Cooperation Agreement Ends",
					label: __("Cooperation Agreement Ends"),
				},
				{ value: "Cooperation to Evaluate", label: __("Cooperation to Evaluate") },
				{ value: "Report Due", label: __("Report Due") },
				{ value: "Visit to Plan", label: __("Visit to Plan") },
			],
		},
		{ fieldname: "overdue_only", label: __("Overdue Only"), fieldtype: "Check" },
		{ fieldname: "until", label: __("Up to Date"), fieldtype: "Date" },
		{ fieldname: "all_rows", label: __("Show All"), fieldtype: "Check" },
	],

	// The office's own clocks are chosen like the others, as soon as one is listed.
	after_datatable_render() {
		const filter = frappe.query_report.get_filter("clock");
		const known = filter.df.options.map((option) => option.value);
		const own = frappe.query_report.data.filter((row) => row.clock && !known.includes(row.clock));
		if (!own.length) return;
		const labels = Object.fromEntries(own.map((row) => [row.clock, row.clock_label]));
		const chosen = filter.get_value();
		filter.df.options.push(...Object.entries(labels).map(([value, label]) => ({ value, label })));
		filter.refresh();
		filter.set_input(chosen);
	},

	onload(report) {
		report.page.add_inner_button(__("Calendar of Deadlines"), () =>
			frappe.set_route("List", "Family", "Calendar", "default")
		);
		// On a phone the report cuts each label of a chart to dots; the sums above the list say the same. It keeps its width,
		// without which it cannot be drawn.
		if (frappe.is_mobile())
			report.$chart.css({
				height: 0,
				margin: 0,
				padding: 0,
				overflow: "hidden",
				visibility: "hidden",
			});
	},

	// Typed text is escaped. The colour is also given in words.
	formatter(value, row, column, data, default_formatter) {
		if (!data) return default_formatter(value, row, column, data);
		if (data.is_part) {
			return column.fieldname === "clock_label" ? `<b>${opsfamily.escape(value)}</b>` : "";
		}
		if (column.fieldname === "when") {
			return `<span class="indicator-pill ${data.colour}">${opsfamily.escape(value)}</span>`;
		}
		if (column.fieldtype === "Data") return opsfamily.escape(value);
		return default_formatter(value, row, column, data);
	},
};
