def get_data() -> dict:
	"""Return the links from a schedule to its actions and their evaluations."""
	return {
		"fieldname": "schedule",
		"transactions": [{"items": ["Scheduled Action", "Work Plan Evaluation"]}],
	}
