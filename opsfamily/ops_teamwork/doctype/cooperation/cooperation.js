frappe.ui.form.on("Cooperation", {
	setup(frm) {
		frm.set_query("degree", () => ({ filters: { disabled: 0 } }));
	},

	refresh(frm) {
		if (frm.is_new()) {
			offer_network(frm);
			return;
		}
		if (frappe.model.can_create("Cooperation"))
			frm.add_custom_button(__("New Degree of Cooperation"), () => {
				const { family, institution } = frm.doc;
				opsfamily.begin("Cooperation", { family, institution });
			});
	},

	family: offer_network,

	degree: explain_degree,
	onload_post_render: explain_degree,
});

// The bodies and people of the family's support network to choose from.
function offer_network(frm) {
	if (!frm.doc.family) return;
	opsfamily
		.call("network_choices", { family: frm.doc.family }, "GET")
		.then((names) => frm.set_df_property("institution", "options", names));
}

function explain_degree(frm) {
	if (!frm.doc.degree) return;
	frappe.db
		.get_value("Cooperation Degree", frm.doc.degree, "explanation")
		.then(({ message }) =>
			frm
				.get_field("degree")
				.set_new_description(frappe.utils.escape_html(message.explanation || ""))
		);
}
