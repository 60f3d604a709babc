from frappe import _


def get_data() -> dict:
	"""The notes of a child's time in the day centre, linked from its enrolment."""
	return {
		"fieldname": "enrolment",
		"transactions": [{"label": _("Day Centre"), "items": ["Day Centre Note"]}],
	}
