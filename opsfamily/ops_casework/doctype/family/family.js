frappe.ui.form.on("Family", {
	refresh(frm) {
		show_overview(frm);
		if (frm.is_new()) return;
		if (frappe.model.can_create("Family Visit")) {
			frm.add_custom_button(__("New Visit"), () =>
				frappe.new_doc("Family Visit", { family: frm.doc.name })
			);
		}
		frm.add_custom_button(__("Compare Assessments"), () =>
			frappe.set_route("assessment-comparison", frm.doc.name)
		);
		if (frappe.model.can_create("Access Copy")) {
			frm.add_custom_button(__("Who Viewed the File"), () =>
				frappe.set_route("query-report", "Family File Access", { family: frm.doc.name })
			);
		}
	},
});

// The form is opened without waiting for it; another family's overview never stays in its place.
function show_overview(frm) {
	const { name } = frm.doc;
	const { $wrapper } = frm.fields_dict.overview;
	if ($wrapper.data("family") !== name) $wrapper.empty();
	$wrapper.data("family", name);
	if (frm.is_new()) return;
	const begin = ({ currentTarget }) =>
		frappe.new_doc(currentTarget.dataset.begin, { family: name });
	$wrapper.off("click.overview").on("click.overview", "[data-begin]", begin);
	frappe
		.call({ method: "opsfamily.api.family_overview", args: { family: name }, type: "GET" })
		.then(({ message }) => {
			// Escaped on the server, value by value.
			if ($wrapper.data("family") === name) $wrapper.html(message);
		});
}
