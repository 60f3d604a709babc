"""The participants' feedback on a supervision session, without names.

Nothing that is stored tells who wrote what. Each answer to each question is a row of its own under a random name, with
the same day and the same technical owner as all others of its session: neither owner, nor order, nor time joins it to a
person or to another answer. That somebody has answered is a row of its own, too, named by a fingerprint. The rows are written
past the framework's documents, which would tell the Desk, at that moment, who saves; no version, view or log has them. No
role reads them; what is shown is counted here.
"""

from __future__ import annotations

from typing import NamedTuple

import frappe
from frappe import ValidationError, _
from frappe.utils import cint, get_datetime, getdate
from frappe.utils.password import get_encryption_key

from opsfamily.arguments import as_object
from opsfamily.case.locks import is_busy
from opsfamily.case.values import is_text
from opsfamily.core import feedback as core
from opsfamily.core.optional_parts import PARTS
from opsfamily.core.supervision import HELD
from opsfamily.ops_paper.values import paper_date
from opsfamily.permissions.documents import get_permitted

SESSION, FEEDBACK, QUESTION = "Supervision Session", "Supervision Feedback", "Supervision Question"
PART = PARTS["uses_supervision_plans"]
# The technical account of the framework, under which all rows stand.
OWNER = "Administrator"


class FeedbackClosedError(ValidationError):
	"""The session was not held with enough participants, its days of answering are over, or the office asks nothing."""


class FeedbackGivenError(ValidationError):
	"""The participant has answered already."""


class FeedbackAnswerError(ValidationError):
	"""An answer is empty, or no mark, or to a question that is not asked."""


class Question(NamedTuple):
	"""A question that the office asks its participants."""

	name: str
	in_words: bool


def get_feedback(session: str) -> dict:
	"""Return what the reader of a session sees of its feedback.

	may_answer, until: whether and until when they answer. questions: to answer. results: what was said, or None;
	note: why nothing is shown.
	"""
	doc = get_permitted(SESSION, session, "read")
	if not is_asked():
		return {}
	may_answer = can_answer(doc) and not has_answered(doc.name)
	results = get_results(doc)
	return {
		"may_answer": may_answer,
		"until": core.last_day(getdate(doc.session_date)),
		"questions": [question._asdict() for question in read_questions()] if may_answer else [],
		"results": results,
		"note": None if results else get_note(doc),
	}


def is_asked() -> bool:
	"""Return whether the office uses this part of the work."""
	return PART in frappe.get_active_domains()


def can_answer(session) -> bool:
	"""Return whether the session's user was at the session, which is asked about today, as one of enough people."""
	there = [row.user for row in session.attendance if cint(row.attended)]
	is_of_them = frappe.session.user in there and frappe.session.user != session.supervisor
	is_open = core.is_open(getdate(session.session_date), getdate())
	return session.status == HELD and is_of_them and is_open and len(there) >= core.FEWEST_ANSWERS


def has_answered(session: str, for_update: bool = False) -> bool:
	return bool(frappe.db.get_value(FEEDBACK, get_fingerprint(session), "name", for_update=for_update))


def get_fingerprint(session: str) -> str:
	return core.fingerprint(get_encryption_key(), session, frappe.session.user)


def read_questions() -> list[Question]:
	"""Return the questions that the office asks, in its order."""
	# get_all: the office's dictionary, for whoever was at a session.
	rows = frappe.get_all(QUESTION, {"disabled": 0}, ["name", "in_words"], order_by="position, name")
	return [Question(row.name, bool(row.in_words)) for row in rows]


def get_note(session) -> str | None:
	"""Return why nothing is shown; None for a session that is not asked about."""
	there = sum(cint(row.attended) for row in session.attendance)
	if session.status != HELD or there < core.FEWEST_ANSWERS:
		return None
	last = core.last_day(getdate(session.session_date))
	if getdate() <= last:
		return _(
			"Participants answer without names until {0}; from the next day it is shown what they said."
		).format(paper_date(last))
	return _("Fewer than {0} participants answered, so nothing is shown.").format(core.FEWEST_ANSWERS)


# answering


def give_feedback(session: str, answers: str) -> None:
	"""Store the answers of a participant. answers: question → mark or words, as JSON.

	Raises PermissionError, FeedbackClosedError, FeedbackGivenError, FeedbackAnswerError.
	"""
	# Two requests at once of one participant are one answer, and the session's day stays while it is stored.
	doc = frappe.get_doc(SESSION, get_permitted(SESSION, session, "read").name, for_update=True)
	if not (is_asked() and can_answer(doc)):
		frappe.throw(
			_(
				"Feedback is given by who was at a session with at least {0} participants, for {1} days."
			).format(core.FEWEST_ANSWERS, core.DAYS_OPEN),
			FeedbackClosedError,
		)
	if has_answered(doc.name, for_update=True):
		frappe.throw(
			_("You have answered already; nobody knows which answers are yours."), FeedbackGivenError
		)
	rows = [make_row(question, value) for question, value in read_answers(answers)]
	store(doc, [(get_fingerprint(doc.name), None, 0, None), *rows])


def read_answers(answers: str) -> list[tuple[Question, object]]:
	"""Return the questions that were answered; refuse none at all, and one that is not asked (FeedbackAnswerError)."""
	given = {key: value for key, value in as_object(answers).items() if str(value or "").strip()}
	asked = {question.name: question for question in read_questions()}
	for name in given:
		if name not in asked:
			_refuse(_("“{0}” is not asked.").format(frappe.utils.escape_html(str(name))))
	if not given:
		_refuse(_("Answer at least one question."))
	return [(asked[name], value) for name, value in given.items()]


def make_row(question: Question, value: object) -> tuple[str, str, int, str | None]:
	"""Return an answer's name, question, mark and words; refuse a mark out of bounds (FeedbackAnswerError)."""
	name = frappe.generate_hash(length=40)
	text, label = str(value).strip(), frappe.bold(frappe.utils.escape_html(question.name))
	if question.in_words:
		if not is_text(text):
			_refuse(_("{0}: the text is too long, or holds signs that are none.").format(label))
		return name, question.name, 0, text
	if text not in core.MARKS:
		_refuse(_("{0}: a mark from {1} to {2}.").format(label, core.LOWEST_MARK, core.HIGHEST_MARK))
	return name, question.name, int(text), None


def _refuse(message: str) -> None:
	frappe.throw(message, FeedbackAnswerError)


def store(session, rows: list[tuple]) -> None:
	"""Write the rows of one participant, all as of the session's day and of nobody."""
	moment = get_datetime(session.session_date)
	stamp = {
		"creation": moment,
		"modified": moment,
		"owner": OWNER,
		"modified_by": OWNER,
		"session": session.name,
	}
	fields = ["name", "question", "mark", "words", *stamp]
	try:
		frappe.db.bulk_insert(FEEDBACK, fields, [(*row, *stamp.values()) for row in rows])
	except Exception as error:
		if is_busy(error):
			raise
		# The platform's log of an error keeps the values beside who sent them: here nobody may read them.
		raise FeedbackAnswerError(_("The feedback could not be stored. Please try again.")) from None


def is_begun(session: str) -> bool:
	"""Return whether somebody has answered about the session, by a locking read: then its day stays."""
	return bool(frappe.db.get_value(FEEDBACK, {"session": session}, for_update=True))


def delete_feedback(session: str) -> None:
	"""Delete what was answered about a session that is deleted."""
	frappe.db.delete(FEEDBACK, {"session": session})


# what is shown


def get_results(session) -> list[dict] | None:
	"""Return for every question its mean or its words, in no order of time; None while nothing is shown."""
	# get_all: rows without names, of which only what core.feedback allows is told.
	rows = frappe.get_all(
		FEEDBACK, {"session": session.name}, ["question", "mark", "words"], order_by="question, mark, words"
	)
	answers = sum(not row.question for row in rows)
	if not core.is_shown(answers, getdate(session.session_date), getdate()):
		return None
	return [
		count_answers(question, rows) for question in sort_questions({row.question for row in rows} - {None})
	]


def sort_questions(names: set[str]) -> list[str]:
	# get_all: the office's dictionary, the entries that it no longer asks as well.
	return frappe.get_all(QUESTION, {"name": ["in", sorted(names)]}, pluck="name", order_by="position, name")


def count_answers(question: str, rows: list) -> dict:
	"""Return `mean` (None of too few marks) or the `words` of a question, sorted by themselves."""
	own = [row for row in rows if row.question == question]
	words = sorted(row.words for row in own if row.words)
	marks = [row.mark for row in own if row.mark]
	return {
		"question": question,
		"words": words,
		"mean": core.mean_of(marks) if marks else None,
		"in_words": not marks,
	}
