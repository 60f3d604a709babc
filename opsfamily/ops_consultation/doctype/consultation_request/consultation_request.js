frappe.ui.form.on("Consultation Request", {
	setup(frm) {
		frm.set_query("adviser", () => ({ filters: { disabled: 0 } }));
	},

	refresh(frm) {
		show_ways_to_reach(frm);
		if (frm.is_new()) return;
		const is_open = ["Waiting", "Day Agreed"].includes(frm.doc.status);
		if (is_open && frappe.model.can_create("Consultation")) add_consultation(frm);
	},

	adviser: (frm) => show_ways_to_reach(frm),
});

// Whoever asks sees how to reach the adviser, who may have no account.
function show_ways_to_reach(frm) {
	frm.set_intro("");
	const { adviser } = frm.doc;
	if (!adviser) return;
	frappe.db
		.get_value("Adviser", adviser, ["phone", "email", "hours", "institution"])
		.then(({ message }) => {
			if (frm.doc.adviser !== adviser) return;
			const { institution, phone, email, hours } = message || {};
			const ways = [institution, phone, email, hours].filter(Boolean);
			if (!ways.length) return;
			frm.set_intro("");
			frm.set_intro(opsfamily.escape(ways.join(" · ")), "blue");
		});
}

function add_consultation(frm) {
	frm.add_custom_button(__("Write the Consultation"), () =>
		opsfamily.begin("Consultation", {
			request: frm.doc.name,
			topic: frm.doc.topic,
			...(frm.doc.family ? { family: frm.doc.family } : {}),
			...(frm.doc.agreed_on ? { consultation_date: frm.doc.agreed_on } : {}),
		})
	);
}
