"""One exception for each rule, so that a caller and a test know which rule refused. All answer HTTP 417."""

from frappe import ValidationError


class FamilyMovedError(ValidationError):
	"""A document cannot move to another family or link to another family's document."""


class SubmittedDeletionError(ValidationError):
	"""A document that was submitted is never deleted."""


class PeriodError(ValidationError):
	"""A day lies before the beginning of its period."""


class PartRoleError(ValidationError):
	"""The user lacks the role that the part in the case needs."""


class EmptyDocumentError(ValidationError):
	"""The main content of the paper is missing: an action, a contact or a goal."""


class OutcomeError(ValidationError):
	"""The outcome of an action is missing or does not fit its day."""


class BlankTimeError(ValidationError):
	"""A contact needs both times as HH:MM; an empty time does not mean now."""


class TimeOrderError(ValidationError):
	"""A contact ends after it begins, unless it is marked as passing midnight."""


class SomebodyElsesWorkError(ValidationError):
	"""Assistants write only their own visits and cards."""


class MonthError(ValidationError):
	"""The month is not written YYYY-MM, or it has not begun."""


class CardStateError(ValidationError):
	"""The card cannot go from its state to the requested one."""


class ReasonMissingError(ValidationError):
	"""Returning a card, withdrawing its acceptance and refusing a signature need a reason."""


class NotAMemberError(ValidationError):
	"""A paper about one person must be about a member of the household."""


class WithdrawnTooEarlyError(ValidationError):
	"""A consent or authorisation cannot be withdrawn before it was given."""


class EntryKeyError(ValidationError):
	"""The key of a visit is malformed, or belongs to another user's visit."""


class ActionsMissingError(ValidationError):
	"""A visit written on a phone says what was done („podjęte działania” of F5)."""


class DraftError(ValidationError):
	"""The value sent as the draft of a visit is not a draft."""


class NotificationClosedError(ValidationError):
	"""A notification is either closed without a request or has a request, never both."""


class NotClosedError(ValidationError):
	"""Only a case with a closing in force can be reopened or monitored."""


class OutingEndError(ValidationError):
	"""The expected end of an outing has passed, or lies too far in the future."""


class NoteOutsideEnrolmentError(ValidationError):
	"""A day-centre note is for a day on which the child is enrolled."""


class DurationError(ValidationError):
	"""A session or consultation takes whole minutes: more than none, less than a day."""


class NotParticipantError(ValidationError):
	"""The user does not take part in the session that they write, or for which they get an action."""


class NotHeadError(ValidationError):
	"""Only the head of the centre, or the head's deputy, decides this."""


class LetterDocumentError(ValidationError):
	"""The document cannot be sent as such a letter: it is another family's, a draft, or of another kind."""
