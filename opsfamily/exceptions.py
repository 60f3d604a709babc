"""One exception a rule, so that a caller and a test can tell which rule refused. All answer HTTP 417."""

from frappe import ValidationError


class FamilyMovedError(ValidationError):
	"""A document was to be moved to another family, or points at another family's document."""


class SubmittedDeletionError(ValidationError):
	"""What was submitted once is never deleted."""


class PeriodError(ValidationError):
	"""A period ends before it begins."""


class PartRoleError(ValidationError):
	"""The person lacks the role that the part in the case needs."""


class EmptyDocumentError(ValidationError):
	"""What the paper is for is missing: no action, no contact, no goal."""


class OutcomeError(ValidationError):
	"""The outcome of an action does not fit its day or is missing."""


class BlankTimeError(ValidationError):
	"""A contact needs both its hours, written HH:MM; a blank one is never taken for now."""


class TimeOrderError(ValidationError):
	"""A contact ends after it begins, or passes midnight and says so."""


class SomebodyElsesWorkError(ValidationError):
	"""An assistant writes their own visits and cards only."""


class MonthError(ValidationError):
	"""Not a month written RRRR-MM, or one that has not begun."""


class CardStateError(ValidationError):
	"""The card cannot go from this state to that one."""


class ReasonMissingError(ValidationError):
	"""A card is returned, its acceptance withdrawn, a signature refused: with a reason only."""


class NotAMemberError(ValidationError):
	"""A paper that is about one person is about somebody of the household."""


class WithdrawnTooEarlyError(ValidationError):
	"""Nothing is taken back before it was given."""


class EntryKeyError(ValidationError):
	"""Not a key by which a page marks one visit, or another person's."""


class DraftError(ValidationError):
	"""What was sent as the draft of a visit is none."""


class NotificationClosedError(ValidationError):
	"""A notification that was closed without a request gets none, and one with a request is not closed so."""


class NotClosedError(ValidationError):
	"""Only a closing that is in force is reopened or monitored."""


class OutingEndError(ValidationError):
	"""Somebody who goes out is expected back later than now, and within a working day."""


class NoteOutsideEnrolmentError(ValidationError):
	"""A day-centre note is of a day on which the child is enrolled."""


class DurationError(ValidationError):
	"""How long a session or a consultation took: whole minutes, more than none, less than a day."""


class NotParticipantError(ValidationError):
	"""Whoever is not of the section's head writes only sessions in which they take part."""
