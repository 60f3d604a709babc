frappe.ui.form.on("Day Centre", {
	setup(frm) {
		frm.set_query("user", "workers", () => ({ filters: { enabled: 1 } }));
		frm.set_query("activity", "timetable", () => ({ filters: { disabled: 0 } }));
	},

	refresh(frm) {
		const { enrolled, unsigned } = frm.doc.__onload || {};
		if (frm.is_new() || enrolled === undefined) return;
		const { places } = frm.doc;
		const texts = [
			places
				? __("Enrolled today: {0} of {1} places", [enrolled, places])
				: __("Enrolled today: {0}", [enrolled]),
			unsigned ? __("House rules not signed: {0}", [unsigned]) : "",
		];
		frm.dashboard.set_headline(texts.filter(Boolean).join(" · "));
	},
});
