frappe.ui.form.on("Weekly Appointment", {
	refresh: offer,
	family: offer,
});

// Members of the household.
function offer(frm) {
	opsfamily.offer_household(frm, "person");
}
