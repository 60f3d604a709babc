frappe.listview_settings["Other Work Time"] = {
	formatters: { minutes: (value) => opsfamily.format_minutes(value) },
	onload(listview) {
		opsfamily.call("other_work_state", {}, "GET").then(({ is_counted }) => {
			if (!is_counted)
				return frappe.msgprint(
					__("The office does not count work beside the families (OPS Settings).")
				);
			listview.page.add_inner_button(__("Add Time"), () =>
				opsfamily.add_other_work({}, () => listview.refresh())
			);
		});
	},
};
