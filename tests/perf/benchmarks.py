"""What `performance.md` asks for, measured on a section's worth of visits."""

import tracemalloc
from collections.abc import Iterator
from itertools import count, product

import frappe
from frappe.utils import add_days, get_time, getdate

from opsfamily.permissions.rule import forget_families
from tests.perf import bare, seed
from tests.perf.harness import PAIRS, Result, compare

# Of the demo section: the first ones go through most courses of a case.
PACKED_FAMILIES = 8
LIST_FIELDS = ["name", "representative", "visit_date", "kind", "from_time", "to_time", "place"]


def saving_a_card() -> list[Result]:
	"""G1: insert and save a card of twelve rows, made from its visits, against its twins without code.

	The twin with the same workflow shows what the platform asks by itself, so that the rest is ours.
	"""
	cards = _cards_to_make()
	example = _make_card(*next(cards))
	twins = {
		"bare twin": bare.make_twin("Assistant Timesheet"),
		"twin with the workflow": bare.make_twin_with_workflow("Assistant Timesheet"),
	}
	return [result for name, twin in twins.items() for result in _compare_with(twin, name, example, cards)]


def _compare_with(twin: str, name: str, example, cards: Iterator) -> Iterator[Result]:
	made = {}

	def insert_ours():
		made["ours"] = _make_card(*next(cards))

	def insert_twin():
		made["twin"] = _make_twin(twin, example)

	yield compare("G1", f"insert a card of 12 visits / {name}", insert_ours, insert_twin, "≤ 1.25")
	yield compare(
		"G1",
		f"save a card of 12 rows / {name}",
		lambda: made["ours"].save(),
		lambda: made["twin"].save(),
		"≤ 1.25",
	)


def _cards_to_make() -> Iterator[tuple[str, str]]:
	months = [f"2025-{number:02d}" for number in range(1, seed.MONTHS + 1)]
	return product((f"PERF-{number}" for number in range(10, 90)), months)


def _make_card(family: str, month: str):
	values = {"family": family, "month": month, "assistant": seed.ASSISTANT}
	return frappe.get_doc({"doctype": "Assistant Timesheet", **values}).insert()


def _make_twin(twin: str, example):
	row_fields = [df.fieldname for df in frappe.get_meta("Timesheet Row").fields]
	values = {
		df.fieldname: example.get(df.fieldname) for df in example.meta.fields if df.fieldtype != "Table"
	}
	rows = [{fieldname: row.get(fieldname) for fieldname in row_fields} for row in example.rows]
	values.update({"doctype": twin, "live_for": None, "naming_series": None, "rows": rows})
	return frappe.get_doc(values).insert()


def listing_own_visits() -> list[Result]:
	"""G4: a worker's list of own visits, and its count, against the unrestricted list."""
	results = []
	for share, user in seed.READERS.items():
		for what, work in (("list", _list_visits), ("count", _count_visits)):
			results.append(
				compare(
					"G4",
					f"{what} of own visits, {share} of all / unrestricted",
					lambda user=user, work=work: _as_user(user, work),
					lambda work=work: _as_user(seed.COORDINATOR, work),
					"≤ 1.5" if what == "list" else "≤ 1",
				)
			)
	return results


def _as_user(user: str, work):
	frappe.set_user(user)
	forget_families()
	try:
		return work()
	finally:
		frappe.set_user("Administrator")


def _list_visits():
	return frappe.get_list(
		"Family Visit", fields=LIST_FIELDS, order_by="visit_date desc", limit_page_length=20
	)


def _count_visits():
	return frappe.get_list("Family Visit", fields=["count(name) as visits"])


def printing_fifty_cards() -> list[Result]:
	"""G6: fifty cards as one PDF against fifty PDFs; time and bytes."""
	from opsfamily.ops_paper.together import make_pdf

	names = _fifty_cards()
	cards = [frappe.get_doc("Assistant Timesheet", name) for name in names]
	sizes = {}

	def together():
		sizes["one"] = len(make_pdf(cards, "F4 Karta czasu pracy"))

	def one_by_one():
		pdfs = [
			frappe.get_print("Assistant Timesheet", name, "F4 Karta czasu pracy", as_pdf=True)
			for name in names
		]
		sizes["many"] = sum(len(pdf) for pdf in pdfs)

	timed = compare("G6", "50 cards in one PDF / 50 PDFs", together, one_by_one, "≤ 0.10", pairs=2)
	bytes_ratio = sizes["one"] / sizes["many"]
	return [
		timed,
		Result("G6", "… their bytes (kB)", sizes["one"] / 1e3, sizes["many"] / 1e3, bytes_ratio, "≤ 0.33"),
	]


def making_control_packs() -> list[Result]:
	"""The control packs of a small demo section, as the job makes them, against each of their papers printed alone."""
	from opsfamily.ops_casework.doctype.control_pack import many
	from opsfamily.setup import demo

	demo.section(PACKED_FAMILIES)
	owned = {"owner": ["like", "%@lipowagora.example"]}
	families = frappe.get_all("Family", owned, pluck="name", order_by="name desc", limit=PACKED_FAMILIES)
	period = {"period_from": add_days(getdate(), -365), "period_until": getdate()}
	values = {**period, "recipient": "Urząd", "purpose": "kontrola", "basis": "ustawa"}
	papers = _find_papers(families, *period.values())

	def make_packs():
		many.make_group([many.begin(family, values) for family in families], lambda _share: None)

	return [
		compare(
			"G6",
			f"packs of {len(families)} families / their {len(papers)} papers",
			make_packs,
			lambda: [_print_alone(*paper) for paper in papers],
			"≤ 0.125",
			pairs=1,
			warm=False,
		)
	]


def _find_papers(families: list[str], first, last) -> list[tuple[str, str, str]]:
	"""Return (DocType, name, print format) of all papers in the packs of these families."""
	from opsfamily.ops_casework.doctype.control_pack.papers import read_papers

	read = [row for family in families for row in read_papers(family, first, last) if not row.why]
	return [(*row.paper.key, form) for row in read for form in row.paper.forms]


def _print_alone(doctype: str, name: str, form: str) -> bytes:
	"""Print a paper as the print page does: the platform's PDF, then its foot."""
	from opsfamily.ops_paper.feet import get_foot
	from opsfamily.ops_paper.pdf import finish_pdf

	doc = frappe.get_doc(doctype, name)
	return finish_pdf(frappe.get_print(doctype, name, form, as_pdf=True), form, [get_foot(doc, form)])


def _fifty_cards() -> list[str]:
	names = frappe.get_all("Assistant Timesheet", pluck="name", limit=50, order_by="name")
	months = _cards_to_make()
	while len(names) < 50:
		family, month = next(months)
		if not frappe.db.exists("Assistant Timesheet", {"family": family, "month": month}):
			names.append(_make_card(family, month).name)
	return names


def writing_xlsx() -> list[Result]:
	"""G7: the card's XLSX with very many rows against openpyxl's own streaming writer; growth of memory."""
	rows = _many_rows(5000)
	card = _make_card_with(rows)
	timed = compare(
		"G7",
		"XLSX of a card with 5,000 rows / openpyxl write_only, the same cells",
		lambda: _write_ours(card),
		lambda: _write_plain(rows),
		"≤ 1.11",
		pairs=5,
	)
	small, large = _memory_of(_many_rows(1000)), _memory_of(rows)
	return [
		timed,
		Result("G7", "… memory (MB) at 5,000 and 1,000 rows", large, small, large - small, "≤ 25 MB more"),
	]


def _many_rows(count: int) -> list[dict]:
	example = frappe.get_doc("Assistant Timesheet", _fifty_cards()[0]).get_rows_as_dicts()
	return [{**example[number % len(example)]} for number in range(count)]


def _make_card_with(rows: list[dict]):
	card = frappe.get_doc("Assistant Timesheet", _fifty_cards()[0])
	card.set("rows", rows)
	return card


def _write_ours(card) -> bytes:
	from opsfamily.ops_paper.xlsx import make_timesheet_workbook

	return make_timesheet_workbook(card)


def _write_plain(rows: list[dict]) -> bytes:
	"""Write the same seven cells a row, with the same looks, as the library's own guide does."""
	from io import BytesIO

	from openpyxl import Workbook
	from openpyxl.cell import WriteOnlyCell

	from opsfamily.ops_paper.xlsx import BOX, CENTRED, DATE, HOURS, PLAIN, TIME, WRAPPED

	book, out = Workbook(write_only=True), BytesIO()
	sheet = book.create_sheet()
	cells = [WriteOnlyCell(sheet) for _column in range(7)]
	for cell, number_format in zip(cells, ("0", DATE, TIME, TIME, HOURS, "General", "General"), strict=True):
		cell.font, cell.border, cell.number_format = PLAIN, BOX, number_format
		cell.alignment = WRAPPED if number_format == "General" else CENTRED
	for number, row in enumerate(rows, start=1):
		day, begin, end = getdate(row["visit_date"]), get_time(row["from_time"]), get_time(row["to_time"])
		values = (number, day, begin, end, row["minutes"] / 1440, row["place"], row["signature_note"] or "")
		for cell, value in zip(cells, values, strict=True):
			cell.value = value
		sheet.append(cells)
	book.save(out)
	return out.getvalue()


def _memory_of(rows: list[dict]) -> float:
	tracemalloc.start()
	_write_ours(_make_card_with(rows))
	peak = tracemalloc.get_traced_memory()[1]
	tracemalloc.stop()
	return peak / 1e6


def seeding_visits(visits: int = 5000) -> list[Result]:
	"""G9: how fast demo visits are written, against the framework's bulk_insert."""
	columns = [
		"name",
		"family",
		"visit_date",
		"from_time",
		"to_time",
		"minutes",
		"month",
		"assistant",
		"kind",
	]
	values = ["PERF-1", "2025-01-01", "15:00", "17:00", 120, "2025-01", seed.ASSISTANT, "wizyta w rodzinie"]
	runs = count()

	def by_bulk_insert():
		run = next(runs)
		rows = ([f"BULK-{run}-{number}", *values] for number in range(visits))
		frappe.db.bulk_insert("Family Visit", columns, rows, chunk_size=visits)

	def by_the_database():
		seed.insert_visits(visits, f"SEED-{next(runs)}")

	what = f"seed {visits} visits / bulk_insert"
	return [compare("G9", what, by_the_database, by_bulk_insert, "≤ 0.25", pairs=5)]


ALL = (
	saving_a_card,
	listing_own_visits,
	printing_fifty_cards,
	making_control_packs,
	writing_xlsx,
	seeding_visits,
)
__all__ = ["ALL", "PAIRS"]
