import frappe

from opsfamily.core.figures.register import BY_ENTRY, FIGURES
from opsfamily.ops_figures.computing import UnknownFigureError
from opsfamily.ops_figures.doctype.report_template.report_template import RepeatedCodeError, WrongPartError
from opsfamily.setup.defaults import read_report_templates
from opsfamily.tests.base import SiteTestCase


def make_template(*rows: dict):
	values = {"template_name": "Wzór próbny", "report_kind": "Report of Another Period"}
	return frappe.get_doc({"doctype": "Report Template", "valid_from": "2019-01-01", **values, "rows": rows})


def row(code: str = "1", **values) -> dict:
	return {"code": code, "label": "wiersz", "kind": "Computed", "figure": "Children", **values}


class TestReportTemplate(SiteTestCase):
	def test_the_first_templates_fit_their_rules(self):
		for values in read_report_templates():
			template = frappe.get_doc(
				{"doctype": "Report Template", **values, "template_name": f"Kopia: {values['template_name']}"}
			)
			self.assertEqual(template.insert().save().version, 1)
			self.assertEqual(len(template.rows), len(values["rows"]))

	def test_every_figure_may_be_chosen(self):
		options = frappe.get_meta("Report Template Row").get_field("figure").options.split("\n")
		self.assertEqual(options, ["", *FIGURES])

	def test_every_figure_is_in_a_first_template(self):
		used = {each.get("figure") for values in read_report_templates() for each in values["rows"]}
		self.assertEqual(set(FIGURES), used - {None})

	def test_a_renamed_entry_is_counted_as_before(self):
		for number, (dictionary, figures) in enumerate(BY_ENTRY.items()):
			with self.subTest(dictionary=dictionary):
				old = frappe.get_all(dictionary, pluck="name", order_by="creation", limit=1)[0]
				rows = [row(str(place), figure=figure, part=old) for place, figure in enumerate(figures)]
				rows.append(row("other", figure="Children", part="3-6"))
				template = make_template(*rows)
				template.template_name = f"Wzór {number}"
				template.insert()
				frappe.rename_doc(dictionary, old, f"{old} (poprawione)", force=True, show_alert=False)
				template.reload()
				parts = [each.part for each in template.rows]
				self.assertEqual(parts, [f"{old} (poprawione)"] * len(figures) + ["3-6"])

	def test_a_code_is_used_once(self):
		with self.assertRaises(RepeatedCodeError):
			make_template(row("1"), row(" 1 ")).insert()

	def test_a_row_asks_for_a_part_that_exists(self):
		for values in ({"part": "3-"}, {"part": "9-3"}, {"figure": "Endings", "part": "Gone"}):
			with self.subTest(values), self.assertRaises(UnknownFigureError):
				make_template(row(**values)).insert()
		make_template(row("1", part="0-17"), row("2", figure="Endings", part="Moved")).insert()

	def test_a_part_belongs_to_a_row_that_exists(self):
		for part_of in ("9", "1"):
			with self.subTest(part_of), self.assertRaises(WrongPartError):
				make_template(row("1", part_of=part_of)).insert()

	def test_a_changed_row_makes_a_new_version(self):
		template = make_template(row()).insert()
		template.source = "uchwała"
		self.assertEqual(template.save().version, 1)
		template.rows[0].label = "inaczej"
		self.assertEqual(template.save().version, 2)

	def test_a_template_without_rows_is_refused(self):
		with self.assertRaises(frappe.MandatoryError):
			make_template().insert()
