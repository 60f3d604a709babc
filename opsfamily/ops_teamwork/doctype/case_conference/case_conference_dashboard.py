def get_data() -> dict:
	"""Link the actions that came of a conference, and the conference after it."""
	return {
		"fieldname": "conference",
		"non_standard_fieldnames": {"Case Conference": "previous"},
		"transactions": [{"items": ["Scheduled Action", "Case Conference"]}],
	}
