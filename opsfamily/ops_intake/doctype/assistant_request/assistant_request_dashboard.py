from frappe import _


def get_data() -> dict:
	"""Who was put on the case by the request."""
	return {
		"fieldname": "assistant_request",
		"transactions": [{"label": _("People on the Case"), "items": ["Case Assignment"]}],
	}
