from frappe import _


def get_data() -> dict:
	"""Return the links from a group to its meetings and to those who come."""
	return {
		"fieldname": "support_group",
		"transactions": [
			{"label": _("Meetings and People"), "items": ["Group Meeting", "Group Participation"]}
		],
	}
