from frappe import _


def get_data() -> dict:
	"""Link the assignments that came of the request."""
	return {
		"fieldname": "assistant_request",
		"transactions": [{"label": _("People on the Case"), "items": ["Case Assignment"]}],
	}
