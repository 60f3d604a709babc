def get_data() -> dict:
	"""The schedules of a plan."""
	return {"fieldname": "plan", "transactions": [{"items": ["Action Schedule"]}]}
