"""A specialist from outside answers a delegated task by a link: its states, its days, and why a link opens nothing."""

from datetime import date, timedelta

from opsfamily.core.outcomes import DONE, NOT_DONE, PARTLY_DONE

NO_LINK = "No Link Yet"
AWAITED = "Answer Awaited"
TO_DECIDE = "Decision Awaited"
ACCEPTED = "Answer Accepted"
REJECTED = "Answer Rejected"
WITHDRAWN = "Link Withdrawn"
# Before anybody has answered: the link may be made, made anew or withdrawn, and the text changed.
UNANSWERED = (NO_LINK, AWAITED)
# A task has one of these at a time.
OPEN = (*UNANSWERED, TO_DECIDE)

# What is written down of a link.
LINK_MADE, OPENED, ANSWERED = "Link Made", "Task Opened", "Task Answered"
TOO_LATE = "Refused: Link Expired"
ALREADY_ANSWERED = "Refused: Already Answered"
LINK_WITHDRAWN = "Refused: Link Withdrawn"
TASK_ENDED = "Refused: Task Ended"

OUTCOMES = (DONE, PARTLY_DONE, NOT_DONE)
WITH_A_DAY = (DONE, PARTLY_DONE)
# Days from today.
USUAL_DAYS, LONGEST_DAYS = 14, 60
# Signs of a text; what is longer is no answer to one task.
LONGEST_TEXT = 5000


def get_usual_expiry(today: date) -> date:
	"""Return until when a link is open where nobody has said."""
	return today + timedelta(days=USUAL_DAYS)


def get_last_expiry(today: date) -> date:
	"""Return the last day until which a link may be open."""
	return today + timedelta(days=LONGEST_DAYS)


def refuse_link(state: str, expires_on: date, today: date, task_waits: bool) -> str | None:
	"""Return why the link opens nothing any more, as it is written down; None where it opens the task.

	task_waits: the task is pending, its recipient is still the same, and the case is open.
	"""
	if state == WITHDRAWN:
		return LINK_WITHDRAWN
	if state not in UNANSWERED:
		return ALREADY_ANSWERED
	if not task_waits:
		return TASK_ENDED
	return TOO_LATE if today > expires_on else None
