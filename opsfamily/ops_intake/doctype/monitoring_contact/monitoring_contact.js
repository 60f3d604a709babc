frappe.ui.form.on("Monitoring Contact", {
	setup(frm) {
		frm.set_query("kind", () => ({ filters: { disabled: 0 } }));
		frm.set_query("family", () => ({ filters: { status: "Monitored" } }));
		frm.set_query("closing", () => ({
			filters: { family: frm.doc.family || "", docstatus: 1, reopened_on: ["is", "not set"] },
		}));
	},

	family(frm) {
		if (!frm.doc.family || frm.doc.closing) return;
		opsfamily
			.call("file_completeness", { family: frm.doc.family }, "GET")
			.then((file) => frm.set_value("closing", file.closing));
	},
});
