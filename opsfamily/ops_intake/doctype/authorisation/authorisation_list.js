frappe.listview_settings["Authorisation"] = {
	add_fields: ["withdrawn_on", "until_date"],
	has_indicator_for_draft: true,
	get_indicator(doc) {
		if (doc.docstatus === 0) return [__("To Be Signed"), "orange", "docstatus,=,0"];
		if (doc.docstatus === 2) return [__("Cancelled"), "red", "docstatus,=,2"];
		const today = frappe.datetime.get_today();
		if (doc.withdrawn_on) return [__("Withdrawn"), "gray", "withdrawn_on,is,set"];
		if (doc.until_date && doc.until_date < today)
			return [__("Ended"), "gray", `until_date,<,${today}`];
		return [__("In Force"), "green", "docstatus,=,1"];
	},
	refresh: (listview) =>
		opsfamily.show_first_step(
			listview,
			__("No authorisation yet. Without one no step before a body can be written down."),
			__("No authorisation yet. The family assistant makes it.")
		),
	onload: (listview) => opsfamily.add_blank_form(listview.page, listview.doctype),
};
