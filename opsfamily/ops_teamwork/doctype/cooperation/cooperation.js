frappe.ui.form.on("Cooperation", {
	setup(frm) {
		frm.set_query("degree", () => ({ filters: { disabled: 0 } }));
	},

	refresh(frm) {
		if (frm.is_new()) {
			offer_network(frm);
			return;
		}
		show_agreement(frm);
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

// Whom to call, where there is an agreement with the body.
function show_agreement(frm) {
	if (!frappe.model.can_read("Cooperation Agreement")) return;
	const { name, institution } = frm.doc;
	opsfamily
		.call("agreement_with", { institution }, "GET")
		.then(({ name: agreement, contacts }) => {
			if (!agreement || frm.doc.name !== name) return;
			const link = frappe.utils.get_form_link("Cooperation Agreement", agreement, true);
			frm.dashboard.set_headline(
				`<span class="ops-in-sentence">${__("Agreement")} ${link}: ${opsfamily.escape(
					contacts.join("; ")
				)}</span>`
			);
		});
}
