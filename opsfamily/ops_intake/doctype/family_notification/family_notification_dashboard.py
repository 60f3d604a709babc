from frappe import _


def get_data() -> dict:
	"""Link the requests that came of the notification."""
	return {
		"fieldname": "notification",
		"transactions": [{"label": _("How the Family Came"), "items": ["Assistant Request"]}],
	}
