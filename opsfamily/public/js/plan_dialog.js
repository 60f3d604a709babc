// The dialog that the calendar and the week open. A refusal leaves it open; what was planned is shown where it began.
frappe.ui.form.PlannedVisitQuickEntryForm = class extends frappe.ui.form.QuickEntryForm {
	check_quick_entry_doc() {
		// The framework takes over links and texts only, and fills in the present time.
		const { planned_on, from_time = "", to_time = "" } = frappe.route_options || {};
		super.check_quick_entry_doc();
		Object.assign(this.doc, { planned_on, from_time, to_time });
		this.skip_redirect_on_error = true;
	}

	open_form_if_not_list() {
		const [page] = frappe.get_route();
		if (page === "List") return cur_list?.refresh();
		const shown = frappe.container.page.quick_visit;
		if (page === "quick-visit" && shown) return shown.then((phone) => phone.show());
		super.open_form_if_not_list();
	}
};
