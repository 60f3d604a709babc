from frappe import _


def get_data() -> dict:
	"""The documents of a family, in the order of the work, linked from its page."""
	return {
		"fieldname": "family",
		"transactions": [
			{
				"label": _("How the Family Came"),
				"items": ["Family Notification", "Risk List", "Assistant Request"],
			},
			{
				"label": _("Assessment and Plan"),
				"items": ["Family Assessment", "Family Work Plan", "Action Schedule"],
			},
			{"label": _("How It Goes"), "items": ["Scheduled Action", "Work Plan Evaluation"]},
			{
				"label": _("Working Together"),
				"items": [
					"Case Conference",
					"Case Analysis",
					"Delegated Task",
					"Cooperation",
					"Consultation",
				],
			},
			{
				"label": _("Day Centre and Screening"),
				"items": ["Day Centre Enrolment", "Day Centre Note", "Screening"],
			},
			{"label": _("Contacts"), "items": ["Family Visit", "Assistant Timesheet", "Home Outing"]},
			{"label": _("People on the Case"), "items": ["Case Assignment"]},
			{
				"label": _("„Za życiem”"),
				"items": ["Support Catalogue", "Authorisation"],
			},
			{"label": _("Children in Care"), "items": ["Foster Placement"]},
			{
				"label": _("Court, Closing and Monitoring"),
				"items": ["Court Opinion", "Case Closing", "Monitoring Contact"],
			},
			{"label": _("Data Protection"), "items": ["Consent", "Access Copy"]},
		],
	}
