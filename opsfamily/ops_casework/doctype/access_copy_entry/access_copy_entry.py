from opsfamily.case.document import CaseRow


class AccessCopyEntry(CaseRow):
	"""One text of an access copy, with the document that it was taken from."""
