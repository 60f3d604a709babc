import json

import frappe
from frappe.utils import getdate

from opsfamily.case.optional_parts import forget_what_is_shown
from opsfamily.core.feedback import DAYS_OPEN
from opsfamily.office import SETTINGS
from opsfamily.ops_consultation.doctype.supervision_session.supervision_session import SessionInUseError
from opsfamily.ops_consultation.feedback import (
	FeedbackAnswerError,
	FeedbackClosedError,
	FeedbackGivenError,
	get_feedback,
	give_feedback,
)
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import day, email, fresh
from opsfamily.tests.make_supervision import make_session

DOCTYPE, SESSION = "Supervision Feedback", "Supervision Session"
GROUP = ("assistant", "other_assistant", "social_worker", "client", "newcomer", "consultant")
USEFUL, OPEN, WORDS = "Test: przydatne?", "Test: otwarcie?", "Test: co zmienić?"
SECRET = "proszę o ciszę"


class TestSupervisionFeedback(SiteTestCase):
	def setUp(self):
		super().setUp()
		# After the test is undone.
		self.addCleanup(forget_what_is_shown)
		frappe.get_doc(SETTINGS).update({"uses_supervision_plans": 1}).save()
		for question in frappe.get_all("Supervision Question", pluck="name", order_by="name"):
			frappe.db.set_value("Supervision Question", question, "disabled", 1)
		for number, name in enumerate((USEFUL, OPEN, WORDS)):
			values = {"question": name, "position": number, "in_words": int(name == WORDS)}
			frappe.get_doc({"doctype": "Supervision Question", **values}).insert()
		self.session = make_session(*GROUP, session_date=day(-3)).name

	def give(self, key: str, session: str | None = None, **answers):
		answers = answers.get("answers", {USEFUL: "4", WORDS: f"{SECRET} {key}"})
		with self.acting(key):
			give_feedback(session or self.session, json.dumps(answers))

	def seen(self, key: str = "assistant", session: str | None = None) -> dict:
		with self.acting(key):
			return get_feedback(session or self.session)

	def close(self):
		"""The days of answering are over."""
		frappe.db.set_value(SESSION, self.session, "session_date", day(-DAYS_OPEN - 1))

	def test_five_answers_are_shown_once_nobody_answers_any_more(self):
		for number, key in enumerate(GROUP[:5]):
			self.give(key, answers={USEFUL: number + 1, WORDS: f"{SECRET} {number}"})
			self.assertIsNone(self.seen()["results"])
		self.close()
		for key in ("assistant", "head", "coordinator"):
			results = self.seen(key)["results"]
			self.assertEqual([row["question"] for row in results], [USEFUL, WORDS])
			self.assertEqual((results[0]["mean"], results[0]["in_words"]), (3.0, False))
			self.assertEqual(results[1]["words"], sorted(f"{SECRET} {number}" for number in range(5)))

	def test_four_are_shown_to_nobody(self):
		for key in GROUP[:4]:
			self.give(key)
		self.close()
		for key in ("assistant", "head"):
			feedback = self.seen(key)
			self.assertIsNone(feedback["results"])
			self.assertNotIn(SECRET, str(feedback))
			self.assertNotIn("4", feedback["note"])

	def test_of_a_question_that_few_answered_no_mean_is_shown(self):
		for number, key in enumerate(GROUP[:5]):
			self.give(key, answers={USEFUL: 5, **({OPEN: 1} if number else {})})
		self.close()
		self.assertEqual([row["mean"] for row in self.seen()["results"]], [5.0, None])

	def test_nothing_that_is_stored_tells_who_wrote_what(self):
		for key in GROUP[:5]:
			self.give(key, answers={USEFUL: 3, WORDS: f"{SECRET} {key}"})
		rows = frappe.db.get_all(DOCTYPE, {"session": self.session}, ["*"], order_by="name")
		self.assertEqual(len(rows), 15)
		# One day, one owner, no order: names are random or a fingerprint, each answer stands alone.
		day_of_session = {getdate(row.creation) for row in rows} | {getdate(row.modified) for row in rows}
		self.assertEqual(day_of_session, {day(-3)})
		self.assertEqual({row.creation for row in rows}, {row.modified for row in rows})
		self.assertEqual({(row.owner, row.modified_by) for row in rows}, {("Administrator", "Administrator")})
		self.assertEqual({(row.idx, row.docstatus) for row in rows}, {(0, 0)})
		self.assertEqual({len(row.name) for row in rows}, {40})
		self.assertFalse([row for row in rows if row.question and row.mark and row.words])
		people = [email(key) for key in GROUP]
		for row in rows:
			row.pop("words")
			self.assertFalse([user for user in people if user in str(row)])

	def test_nothing_else_has_a_trace_of_it(self):
		before = self.count_traces()
		self.give("assistant")
		self.assertEqual(self.count_traces(), before)
		self.assertEqual(frappe.db.count("Version", {"docname": self.session}), 0)

	def count_traces(self) -> dict[str, int]:
		kinds = (
			"Version",
			"View Log",
			"Access Log",
			"Activity Log",
			"Comment",
			"Notification Log",
			"Error Log",
		)
		return {kind: frappe.db.count(kind) for kind in kinds}

	def test_nobody_reads_a_row_by_any_right(self):
		self.give("assistant")
		name = frappe.get_all(DOCTYPE, {"session": self.session}, pluck="name", order_by="name")[0]
		for key in (*GROUP, "coordinator", "head", "administrator", "clerk"):
			with self.acting(key):
				self.assertFalse(frappe.has_permission(DOCTYPE, "read"), key)
				self.assertFalse(frappe.get_doc(DOCTYPE, name).has_permission("read"), key)
				with self.assertRaises(frappe.PermissionError):
					frappe.get_list(DOCTYPE, {"session": self.session})

	def test_once_each(self):
		self.give("assistant")
		self.assertFalse(self.seen("assistant")["may_answer"])
		self.assertTrue(self.seen("client")["may_answer"])
		with self.refused(FeedbackGivenError):
			self.give("assistant")

	def test_who_was_there_answers_and_nobody_else(self):
		people = [{"user": email(key), "attended": int(key != "newcomer")} for key in GROUP]
		session = make_session(
			attendance=people, supervisor=email("working_consultant"), supervisor_name=None
		)
		for key in ("newcomer", "working_consultant", "head"):
			self.assertFalse(self.seen(key, session.name)["may_answer"], key)
			with self.refused(FeedbackClosedError):
				self.give(key, session.name)
		with self.acting("stranger"), self.assertRaises(frappe.PermissionError):
			give_feedback(session.name, json.dumps({USEFUL: 3}))
		with self.acting("stranger"), self.assertRaises(frappe.PermissionError):
			get_feedback(session.name)

	def test_a_small_group_is_not_asked(self):
		session = make_session(*GROUP[:4]).name
		self.assertFalse(self.seen("assistant", session)["may_answer"])
		with self.refused(FeedbackClosedError):
			self.give("assistant", session)

	def test_after_the_days_and_where_the_office_asks_nothing(self):
		self.close()
		with self.refused(FeedbackClosedError):
			self.give("assistant")
		frappe.db.set_value(SESSION, self.session, "session_date", day(-3))
		# The demo's plan would keep the part.
		frappe.db.delete("Supervision Plan")
		frappe.get_doc(SETTINGS).update({"uses_supervision_plans": 0}).save()
		self.assertEqual(self.seen(), {})
		with self.refused(FeedbackClosedError):
			self.give("assistant")

	def test_answers_that_are_none(self):
		for answers, word in (
			({}, ""),
			({WORDS: "  "}, ""),
			({USEFUL: "6"}, USEFUL),
			({USEFUL: "bardzo"}, USEFUL),
			({"Inne pytanie": 3}, "Inne pytanie"),
		):
			with self.refused(FeedbackAnswerError, word):
				self.give("assistant", answers=answers)
		self.assertEqual(frappe.db.count(DOCTYPE, {"session": self.session}), 0)
		with self.acting("assistant"), self.refused(FeedbackAnswerError):
			give_feedback(self.session, "[nie JSON")

	def test_the_days_do_not_begin_anew(self):
		self.give("assistant")
		with self.acting("coordinator"):
			for values in ({"session_date": day(-2)}, {"status": "Not Held"}):
				fieldname = next(iter(values))
				doc = fresh(frappe.get_doc(SESSION, self.session)).update(values)
				for row in doc.attendance:
					row.attended = int(fieldname == "session_date")
				with self.refused(SessionInUseError, label(SESSION, fieldname)):
					doc.save()
			fresh(frappe.get_doc(SESSION, self.session)).update({"minutes": 95}).save()

	def test_it_goes_with_its_session(self):
		self.give("assistant")
		with self.acting("coordinator"):
			frappe.delete_doc(SESSION, self.session)
		self.assertEqual(frappe.db.count(DOCTYPE, {"session": self.session}), 0)
