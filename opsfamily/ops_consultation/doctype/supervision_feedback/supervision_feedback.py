from opsfamily.case.document import ConfidentialDocument


class SupervisionFeedback(ConfidentialDocument):
	"""One answer of somebody to one question about a session, or, without a question, that somebody has answered.

	Written and counted by `ops_consultation/feedback.py` alone; no role reads it.
	"""
