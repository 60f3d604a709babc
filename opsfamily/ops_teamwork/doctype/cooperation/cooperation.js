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

// Offer the bodies and people of the family's support network.
function offer_network(frm) {
	opsfamily.offer_choices(frm, "institution", "network_choices");
}

function explain_degree(frm) {
	opsfamily.explain_choice(frm, "degree");
}
