def get_data() -> dict:
	"""What came of a conference, and the one after it."""
	return {
		"fieldname": "conference",
		"non_standard_fieldnames": {"Case Conference": "previous"},
		"transactions": [{"items": ["Scheduled Action", "Case Conference"]}],
	}
