def get_data() -> dict:
	"""How the agreed actions go, and their evaluations."""
	return {
		"fieldname": "schedule",
		"transactions": [{"items": ["Scheduled Action", "Work Plan Evaluation"]}],
	}
