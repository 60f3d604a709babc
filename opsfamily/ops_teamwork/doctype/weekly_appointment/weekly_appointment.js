frappe.ui.form.on("Weekly Appointment", {
	refresh: offer,
	family: offer,
});

// Members of the household, bodies and people of the support network.
function offer(frm) {
	opsfamily.offer_household(frm, "person");
}
