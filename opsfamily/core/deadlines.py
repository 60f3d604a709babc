"""The clocks of a case: their last days, their colours, and the notices that are due."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from opsfamily.core.months import add_months, first_and_last_day

# The kinds of clocks, in the order in which they are listed.
ASSESSMENT = "Half-Year Assessment"
FIRST_ASSESSMENT = "First Assessment Due"
FIRST_PLAN = "First Plan Due"
EVALUATION = "Evaluation Day"
ACTION = "Action Due"
ASSIGNMENT = "Assignment Ends"
CARD = "Card Not Sent"
HANDING_OVER = "Application to Hand Over"
FIRST_CONTACT = "First Contact"
AUTHORISATION = "Authorisation Ends"
CHILD_PLAN = "Child's Plan Due"
INTERVIEW = "Interview Due"
ANSWER = "Answer Due"
REQUEST = "Request Waits"
ASSISTANT_AWAITED = "Assistant Awaited"
ASSISTANT_MISSING = "Family without an Assistant"
COURT_OPINION = "Court Opinion Due"
MONITORING_CONTACT = "Monitoring Contact Due"
MONITORING_END = "Monitoring Ends"
CONFERENCE = "Conference Planned"
SCREENING = "Screening Due"
HELP = "Specialist Help Follow-Up"
AGREEMENT = "Supporting Family's Agreement Ends"
CHILD_DATE = "Date of a Child"
CONSULTATION = "Consultation Follow-Up Due"
CONSULTATION_REQUEST = "Consultation Asked For"
DELEGATED_TASK = "Delegated Task Due"
CASE_REVIEW = "Case Review Due"
BODY_AGREEMENT = "Cooperation Agreement Ends"
COOPERATION_EVALUATION = "Cooperation to Evaluate"
REPORT = "Report Due"
VISIT_TO_PLAN = "Visit to Plan"
# An office's own number of days is ten years at most: more is a typing mistake, and leaves the calendar.
MOST_DAYS = 3650
# The head is notified of these: nobody else can act, or answers for it.
OF_HEAD = (ASSISTANT_AWAITED, ASSISTANT_MISSING, REPORT)
# Set by the Act of 9 June 2011; the office decides on every other clock.
STATUTORY = (ASSESSMENT, EVALUATION)

RED, ORANGE, YELLOW, GREEN = "red", "orange", "yellow", "green"
# Upper bounds of the spans in which deadlines are counted, in days left; before them what is late, after them the rest.
SPANS = (7, 14, 30, 90)
# The stage of a notice after the last day; earlier stages are numbers of days left.
OVERDUE = -1


class Matter(NamedTuple):
	"""What distinguishes a clock from others of its kind: a document, or a card of the month by its family and worker."""

	doctype: str
	document: str
	month: str = ""
	worker: str = ""


class Deadline(NamedTuple):
	"""A clock of a family: what has to be done, by which day and by whom.

	family: empty where it is about none, as a report of the section. month: of a monthly card, which is known by it even
	before there is a card. responsible: a user, or None where nobody has the part. about: what the notices are about where
	that is not the document itself, as a row of it.
	"""

	clock: str
	family: str
	doctype: str
	document: str
	due: date
	responsible: str | None = None
	what: str = ""
	month: str = ""
	about: Matter | None = None

	@property
	def is_statutory(self) -> bool:
		"""Return whether the Act sets this clock."""
		return self.clock in STATUTORY

	@property
	def matter(self) -> Matter:
		"""Return what the notices of this clock are about; it stays the same when the card of the month is made."""
		if self.month:
			return Matter("Family", self.family, self.month, self.responsible or "")
		return self.about or Matter(self.doctype, self.document)

	def days_left(self, today: date) -> int:
		"""Return the number of days until the last day: 0 on it, negative after it."""
		return (self.due - today).days


def get_span(days_left: int) -> int:
	"""Return the number of the span: 0 late, then one for each of SPANS, and the last one for what ends later."""
	return 0 if days_left < 0 else 1 + sum(days_left > bound for bound in SPANS)


def put_in_order(deadlines: Iterable[Deadline]) -> list[Deadline]:
	"""Return the statutory clocks, then the others, each group sorted by day."""
	return sorted(deadlines, key=lambda row: (not row.is_statutory, row.due, row.family, row.document))


def assessment_due(last: date | None, written: date | None, began: date, months: int) -> date:
	"""Return the last day for the next assessment: `months` after the last, or the day written on it if earlier.

	A family that was never assessed has to be assessed within `months` of the beginning of the work.
	"""
	latest = add_months(last or began, months)
	return min(latest, written) if last and written else latest


def support_began(periods: Iterable[tuple[date, date | None]], reopened: date | None) -> date | None:
	"""Return the first day of an assistant in the work that runs now; None before there is one.

	periods: first and last day (None: open) of each assistant. reopened: the day of the last reopening, if any;
	an assistant who stayed through it begins anew on that day.
	"""
	days = [
		start if reopened is None else max(start, reopened) for start, end in periods if _lasts(end, reopened)
	]
	return min(days, default=None)


def _lasts(end: date | None, reopened: date | None) -> bool:
	return reopened is None or end is None or end >= reopened


def get_plan_due(last_contact: date | None, began: date, days: int) -> date:
	"""Return by which day a family is met or has a visit planned: `days` after its last direct contact, or after the
	beginning of the work where that is later."""
	return max(last_contact or began, began) + timedelta(days=days)


def may_freeze_alone(due: date | None, today: date, days: int) -> bool:
	"""Return whether the court's day is so near (`days`), or past, that an author need not wait for the head."""
	return due is not None and (due - today).days <= days


def card_due(month: str, due_day: int) -> date:
	"""Return the last day for sending the card of a month: `due_day` of the next month, or its last day.

	Raise ValueError when the text is no month.
	"""
	first_day, _last_day = first_and_last_day(month)
	next_month = add_months(first_day, 1)
	_first, last_day = first_and_last_day(f"{next_month.year:04d}-{next_month.month:02d}")
	return next_month.replace(day=min(max(due_day, 1), last_day.day))


def get_colour(days_left: int, thresholds: Iterable[int]) -> str:
	"""Return red after the last day, orange from the last notice on, yellow from the first one, else green."""
	days = sorted(thresholds)
	if days_left < 0:
		return RED
	if not days or days_left > days[-1]:
		return GREEN
	return ORANGE if days_left <= days[0] else YELLOW


def parse_thresholds(text: str) -> list[int]:
	"""Return the days in a text, largest first: `30, 14, 3` → [30, 14, 3]. Raise ValueError for other texts."""
	days = sorted({int(part) for part in (text or "").split(",") if part.strip()}, reverse=True)
	if not days or days[-1] < 0 or days[0] > MOST_DAYS:
		raise ValueError(text)
	return days


def get_stages_reached(days_left: int, thresholds: Iterable[int]) -> list[int]:
	"""Return the stages of notice that a clock has reached, the latest first; empty while it is too early.

	Only the latest stage is sent; the others are past.
	"""
	reached = sorted(days for days in thresholds if days_left <= days)
	return [OVERDUE, *reached] if days_left < 0 else reached
