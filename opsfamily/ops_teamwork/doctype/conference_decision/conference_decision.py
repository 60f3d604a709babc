from opsfamily.case.document import CaseRow


class ConferenceDecision(CaseRow):
	"""What a conference decided: what, who (a worker, a body or the family) and until when; how it goes stands
	on the Scheduled Action that came of it."""
