import frappe

from opsfamily.case.dictionaries import DisabledEntryError
from opsfamily.ops_casework.doctype.sheet_template.sheet_template import (
	SheetClockError,
	SheetNameTakenError,
	SheetQuestionError,
)
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import make_family
from opsfamily.tests.make_sheets import make_sheet, make_sheet_template

NAME = "Wzór na próbę"


def make(*questions: dict, **values):
	return make_sheet_template(NAME, questions or ({"question_text": "Co słychać?"},), **values)


def of(fieldname: str) -> str:
	return label("Sheet Question", fieldname)


class TestSheetTemplate(SiteTestCase):
	def test_a_sheet_has_a_question(self):
		with self.refused(SheetQuestionError, label("Sheet Template", "questions")):
			frappe.get_doc({"doctype": "Sheet Template", "template_name": NAME}).insert()

	def test_a_question_has_words(self):
		with self.refused(SheetQuestionError, in_row(2, of("question_text"))):
			make({"question_text": "Co słychać?"}, {"question_text": "  "})

	def test_two_sheets_have_two_names_and_the_first_stays(self):
		first = make()
		for name in (NAME, NAME.upper(), f" {NAME} "):
			with self.subTest(name=name), self.refused(SheetNameTakenError, NAME):
				values = {"template_name": name, "questions": [{"question_text": "Inne?"}]}
				frappe.get_doc({"doctype": "Sheet Template", **values}).insert()
		self.assertEqual(frappe.get_doc("Sheet Template", NAME).questions[0].question_text, "Co słychać?")
		self.assertEqual(first.version, 1)

	def test_choices_are_as_many_as_their_kind_needs(self):
		for kind, choices in (
			("One Choice", "a"),
			("Several Choices", ""),
			("Rating on a Scale", "a\n \n"),
			("A Table", " "),
			("One Choice", "a\nb\na"),
			("A Table", "\n".join("abcdefghi")),
		):
			with self.subTest(kind=kind), self.refused(SheetQuestionError, in_row(1, of("choices"))):
				make({"question_text": "Co słychać?", "kind": kind, "choices": choices})

	def test_a_code_is_one_word_and_of_one_question(self):
		with self.refused(SheetQuestionError, in_row(1, of("code"))):
			make({"question_text": "Co słychać?", "code": "A/B"})
		with self.refused(SheetQuestionError, in_row(1, of("code"))):
			make({"question_text": "1?", "code": "A"}, {"question_text": "2?", "code": " A "})

	def test_a_section_asks_nothing_twice(self):
		same = {"question_text": "Co słychać?"}
		with self.refused(SheetQuestionError, in_row(3, of("question_text"))):
			make({**same, "section": "Dom"}, {**same, "section": "Szkoła"}, same)
		make({**same, "section": "Dom"}, {**same, "section": "Szkoła"})

	def test_a_changed_question_makes_a_version(self):
		template = make({"question_text": "1?", "section": "A"}, {"question_text": "2?"})
		template.update({"source": "zespół", "version": 9, "interval_days": 30})
		template.save()
		self.assertEqual(template.version, 1)
		for change in (
			{"prompt": "tak"},
			{"asked_of": "For Every Child"},
			{"is_required": 1},
			{"section": "B"},
		):
			before = template.version
			template.questions[1].update(change)
			template.save()
			self.assertEqual(template.version, before + 1, change)

	def test_its_days_are_days_of_a_calendar(self):
		for fieldname in ("first_after_days", "interval_days"):
			with self.subTest(fieldname=fieldname):
				with self.refused(SheetClockError, label("Sheet Template", fieldname)):
					make(**{fieldname: 10**12})

	def test_a_section_goes_on_to_the_next_questions(self):
		template = make(
			{"question_text": "1?", "section": "A"},
			{"question_text": "2?"},
			{"question_text": "3?", "section": "B"},
		)
		self.assertEqual([row.section for row in template.get_questions()], ["A", "A", "B"])

	def test_who_keeps_them(self):
		for key in ("coordinator", "head", "administrator"):
			with self.subTest(key=key), self.acting(key):
				make().delete(ignore_permissions=True)
		for key in ("assistant", "social_worker", "consultant", "day_centre"):
			with self.subTest(key=key), self.acting(key), self.refused(frappe.PermissionError):
				make()

	def test_a_disabled_sheet_is_not_begun(self):
		make(disabled=1)
		with self.refused(DisabledEntryError, label("Family Sheet", "template")):
			make_sheet(make_family().name, template=NAME)
