from frappe import _


def get_data() -> dict:
	"""Return the enrolment's links to its notes, in the shape of a Frappe dashboard."""
	return {
		"fieldname": "enrolment",
		"transactions": [{"label": _("Day Centre"), "items": ["Day Centre Note"]}],
	}
