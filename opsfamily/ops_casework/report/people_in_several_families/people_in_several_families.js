frappe.query_reports["People in Several Families"] = {
	filters: [],

	// A pair that nobody has confirmed has a button in the place of the document that would say it.
	formatter(value, row, column, data, default_formatter) {
		if (column.fieldname !== "link" || !data || data.link)
			return default_formatter(value, row, column, data);
		const pair = opsfamily.escape(JSON.stringify(pick(data)));
		return `<button class="btn btn-xs btn-default fo-same" data-pair="${pair}">${__(
			"It Is the Same"
		)}</button>`;
	},

	onload(report) {
		report.page.main.on("click", ".fo-same", (event) =>
			confirm_pair(report, $(event.target).data("pair"))
		);
	},
};

const pick = ({ family, person, other_family, other_person }) => ({
	family,
	person,
	other_family,
	other_person,
});

function confirm_pair(report, pair) {
	const question = __(
		"Is {0} in the families {1} and {2} the same person? Figures then count them once.",
		[opsfamily.escape(pair.person).bold(), pair.family, pair.other_family]
	);
	frappe.confirm(question, () =>
		frappe.db.insert({ doctype: "Same Person", ...pair }).then(() => report.refresh())
	);
}
