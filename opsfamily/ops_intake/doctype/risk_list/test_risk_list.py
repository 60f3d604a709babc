import frappe

from opsfamily.case.document import FutureDateError, RowAloneError
from opsfamily.ops_intake.doctype.risk_list.risk_list import RiskWordingError, UnansweredItemError
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import (
	amended,
	assign,
	cancelled,
	day,
	email,
	fresh,
	make_family,
	make_risk_list,
	submitted,
)

TEMPLATE = "Lista próbna"


def make_template(*texts: str):
	items = [{"section": "Dom", "item_text": text, "weight": 2} for text in texts or ("Zimno.", "Głód.")]
	values = {"doctype": "Risk List Template", "template_name": TEMPLATE, "items": items}
	return frappe.get_doc(values).insert()


class TestRiskList(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name

	def list_of(self, **values):
		return frappe.get_doc(
			{
				"doctype": "Risk List",
				"family": self.family,
				"list_date": day(),
				"template": TEMPLATE,
				**values,
			}
		).insert()

	def wording(self, risk_list):
		return [row.item_text for row in risk_list.answers]

	def test_the_offices_list_is_taken_by_itself(self):
		risk_list = make_risk_list(self.family)
		self.assertRegex(risk_list.name, r"^RYZ-\d{4}-\d{4}$")
		self.assertEqual((risk_list.template, risk_list.template_version), ("Lista ryzyka", 1))
		template = frappe.get_doc("Risk List Template", "Lista ryzyka")
		self.assertEqual(self.wording(risk_list), [row.item_text for row in template.items])

	def test_a_switched_off_list_is_not(self):
		make_template().update({"disabled": 1}).save()
		self.assertEqual(make_risk_list(self.family).template, "Lista ryzyka")

	def test_the_social_worker_on_the_case_is_on_the_list(self):
		assign(self.family, "social_worker", "Social Worker")
		self.assertEqual(make_risk_list(self.family).social_worker, email("social_worker"))

	def test_answers_sent_along_find_their_items(self):
		make_template()
		risk_list = self.list_of(
			answers=[{"item_text": " Głód. ", "answer": "Yes", "remark": "lodówka pusta", "weight": 99}]
		)
		self.assertEqual(
			[(row.item_text, row.answer, row.remark, row.weight) for row in risk_list.answers],
			[("Zimno.", None, None, 2), ("Głód.", "Yes", "lodówka pusta", 2)],
		)

	def test_score_and_unknown_are_computed(self):
		make_template("Zimno.", "Głód.", "Ciemno.")
		answers = zip(("Zimno.", "Głód.", "Ciemno."), ("Yes", "Not Known", "No"), strict=True)
		risk_list = self.list_of(
			answers=[{"item_text": text, "answer": answer} for text, answer in answers], score=99, unknown=9
		)
		self.assertEqual((risk_list.score, risk_list.highest_score, risk_list.unknown), (2, 6, 1))

	def test_an_item_of_ones_own_is_refused(self):
		make_template()
		with self.refused(RiskWordingError, "Bieda.", label("Risk List", "answers")):
			self.list_of(answers=[{"item_text": "Bieda.", "answer": "Yes"}])

	def test_the_wording_is_frozen(self):
		make_template()
		name = self.list_of().name

		def reword(doc):
			doc.answers[0].item_text = "Ciepło."

		def reweigh(doc):
			doc.answers[0].weight = 50

		def leave_out(doc):
			doc.remove(doc.answers[0])

		def add(doc):
			doc.append("answers", {"item_text": "Nowe."})

		for change in (reword, reweigh, leave_out, add):
			risk_list = frappe.get_doc("Risk List", name)
			change(risk_list)
			with self.subTest(change=change.__name__), self.refused(RiskWordingError):
				risk_list.save()

	def test_every_item_is_answered_before_submitting(self):
		risk_list = make_risk_list(self.family, "Yes")
		risk_list.answers[2].answer = None
		risk_list.save()
		with self.refused(UnansweredItemError, in_row(3, label("Risk List Answer", "answer"))):
			risk_list.submit()

	def test_a_list_without_items_is_not_submitted(self):
		make_template()
		frappe.db.delete("Risk List Template Item", {"parent": TEMPLATE})
		with self.refused(UnansweredItemError, label("Risk List", "answers")):
			self.list_of().submit()

	def test_not_known_is_an_answer(self):
		risk_list = submitted(make_risk_list(self.family, "Not Known"))
		self.assertEqual((risk_list.score, risk_list.unknown), (0, len(risk_list.answers)))

	def test_no_other_answer(self):
		risk_list = make_risk_list(self.family)
		risk_list.answers[0].answer = "Perhaps"
		with self.refused(frappe.ValidationError, label("Risk List Answer", "answer")):
			risk_list.save()

	def test_a_list_of_tomorrow_is_refused(self):
		with self.refused(FutureDateError, label("Risk List", "list_date")):
			make_risk_list(self.family, list_date=day(1))

	def test_a_row_is_not_written_alone(self):
		row = make_risk_list(self.family).answers[0]
		row.answer = "Yes"
		with self.refused(RowAloneError):
			row.save()

	def test_a_changed_item_makes_a_new_version_and_leaves_the_answered_lists(self):
		template = make_template()
		before = self.list_of()
		template.items[0].item_text = "Mróz."
		template.save()
		self.assertEqual(template.version, 2)
		before = fresh(before)
		before.answers[0].answer = "Yes"
		before.save()
		self.assertEqual((self.wording(before), before.template_version), (["Zimno.", "Głód."], 1))
		after = self.list_of()
		self.assertEqual((self.wording(after), after.template_version), (["Mróz.", "Głód."], 2))

	def test_what_does_not_change_an_item_makes_no_version(self):
		template = make_template()
		template.update({"source": "zespół", "version": 7})
		template.save()
		self.assertEqual(template.version, 1)
		template.items[0].weight = 3
		template.save()
		self.assertEqual(template.version, 2)
		template.items.reverse()
		for number, row in enumerate(template.items, 1):
			row.idx = number
		template.save()
		self.assertEqual(template.version, 3)

	def test_an_amended_list_keeps_the_wording_of_its_mistake(self):
		template = make_template()
		mistake = self.list_of(answers=[{"item_text": t, "answer": "No"} for t in ("Zimno.", "Głód.")])
		cancelled(mistake)
		template.items[0].item_text = "Mróz."
		template.save()
		again = amended(mistake)
		self.assertEqual((self.wording(again), again.template_version), (["Zimno.", "Głód."], 1))

	def test_who_may_fill_one_in(self):
		for key, part in (
			("assistant", "Family Assistant"),
			("social_worker", "Social Worker"),
			("consultant", "Consultant"),
		):
			assign(self.family, key, part)
		for key in ("assistant", "consultant", "administrator"):
			with self.subTest(key=key), self.acting(key), self.refused(frappe.PermissionError):
				make_risk_list(self.family)
		for key in ("social_worker", "coordinator", "head"):
			with self.subTest(key=key), self.acting(key):
				self.assertEqual(submitted(make_risk_list(self.family)).docstatus, 1)
