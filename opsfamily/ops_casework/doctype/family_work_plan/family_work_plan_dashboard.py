def get_data() -> dict:
	"""Return the link from a plan to its schedules."""
	return {"fieldname": "plan", "transactions": [{"items": ["Action Schedule"]}]}
