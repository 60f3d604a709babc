"""Helpers for the templates of the paper forms (`hooks.jinja`). Offices' own copies use their names."""

from markupsafe import Markup

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.case.document import RUNNING
from opsfamily.case.letters import get_text
from opsfamily.case.names import show_with_former
from opsfamily.case.people import get_person_on_case
from opsfamily.core import plan_words
from opsfamily.core.assignments import ASSISTANT
from opsfamily.core.former_names import is_same_name, split
from opsfamily.core.outcomes import DONE, WITHDRAWN
from opsfamily.ops_paper import pages
from opsfamily.ops_paper.custom_fields import paper_custom_columns, paper_custom_values
from opsfamily.ops_paper.values import paper_text
from opsfamily.ops_paper.widths import Fitted, fit_widths, get_least_widths
from opsfamily.permissions.rule import get_stored_family

CUSTOM_COLUMN_PERCENT = 13


def paper_office():
	"""Return the office's settings: `office_name`, `place`, `print_expected_effect`."""
	return frappe.get_cached_doc("OPS Settings")


def paper_office_head(letter_head: str | None, no_letterhead: bool | int | None) -> Markup:
	"""Return the letter head's markup, else the office's name; nothing where the reader chose no letter head.

	Without a default letter head the Desk always sends `no_letterhead`, so then it is not the reader's choice.
	"""
	if letter_head:
		return Markup(letter_head)
	if no_letterhead and frappe.db.exists("Letter Head", {"is_default": 1, "disabled": 0}):
		return Markup()
	return paper_text(paper_office().office_name)


def paper_pages(
	rows: list[list],
	widths: list[float],
	above: float,
	letter_head: str | None = None,
	mm: float = 7,
	below: list | tuple = (),
) -> list[list[int]]:
	"""Return numbers of the rows on each page of a table; see `pages`.

	rows: texts of the cells (a list for texts one under the other); widths: percents; above: millimetres
	taken on the first page in addition to the letter head; mm: least height of a row; below: for each row the
	(label, value) pairs of a line under it.
	"""
	heights = [pages.row_height(row, widths, mm) for row in rows]
	for number, pairs in enumerate(below):
		line = "; ".join(f"{label}: {value}" for label, value in pairs)
		heights[number] += pages.row_height([line], [100], 0) if line else 0
	taken = above + pages.letter_head_height(letter_head) + pages.HEAD
	return pages.split(heights, max(pages.SHEET_HEIGHT - taken, 0), pages.SHEET_HEIGHT - pages.HEAD)


def paper_row_pages(
	rows: list[list],
	widths: list[float],
	above: float,
	letter_head: str | None = None,
	mm: float = 7,
	below: list | tuple = (),
	tail: float = 0,
) -> list[list[pages.Row]]:
	"""Return the rows (`cells`, `below`) of each page of a table; a long row is continued on the next page.

	Arguments as of `paper_pages`; tail: millimetres of what stands below the table, never on a page alone.
	"""
	pairs = [*below, *([()] * (len(rows) - len(below)))]
	made = [
		pages.Row([_as_markup(cell) for cell in cells], mm, line)
		for cells, line in zip(rows, pairs, strict=True)
	]
	taken = above + pages.letter_head_height(letter_head) + pages.HEAD
	room = pages.SHEET_HEIGHT - pages.HEAD
	return pages.lay_out(made, widths, max(pages.SHEET_HEIGHT - taken, 0), room, tail)


def paper_fitted(heads: list, widths: list[float], rows: list[list], added: list) -> Fitted:
	"""Return the widths of a table's columns and how many of the office's own columns stand next to them.

	heads and rows: texts of the form's own columns; added: fields that the office has added.
	"""
	labels = [_(df.label) for df in added]
	return fit_widths(widths, get_least_widths(heads, rows), labels)


def paper_space_left(heights: list[float], letter_head: str | None = None) -> float:
	"""Return the millimetres left on the page on which the last of these blocks ends.

	heights: of blocks that are not broken, from the first page on; see `paper_text_height`.
	"""
	first = pages.SHEET_HEIGHT - pages.letter_head_height(letter_head)
	last = pages.split(heights, first, pages.SHEET_HEIGHT)
	on_last = sum(heights[number] for number in last[-1])
	return (first if len(last) == 1 else pages.SHEET_HEIGHT) - on_last % pages.SHEET_HEIGHT


def paper_text_height(text: object, percent: float = 100) -> float:
	"""Return the estimated millimetres of a text in a part of the sheet's width."""
	return pages.text_height(str(paper_text(text)), percent * pages.SHEET_WIDTH / 100 - pages.PADDING)


def paper_row_heights(rows: list[list], widths: list[float], mm: float = 7) -> list[float]:
	"""Return the estimated millimetres of each row of a table; arguments as of `paper_pages`."""
	return [pages.row_height([_as_markup(cell) for cell in cells], widths, mm) for cells in rows]


def paper_widths(widths: list[float], added: int) -> list[float]:
	"""Return percents of the columns, reduced to make room for `added` further ones."""
	room = 100 - CUSTOM_COLUMN_PERCENT * added
	return [round(width * room / sum(widths), 2) for width in widths] + [CUSTOM_COLUMN_PERCENT] * added


def paper_padded(rows: list, at_least: int) -> list:
	"""Return the rows, followed by empty ones for the pen up to `at_least`."""
	return [*rows, *(frappe._dict() for _number in range(at_least - len(rows)))]


def paper_side_by_side(columns: list[list], when_empty: int) -> list[list]:
	"""Return rows of a table from columns of different lengths; `when_empty` empty rows where all are empty."""
	count = max(map(len, columns)) or when_empty
	return list(zip(*(paper_padded(column, count) for column in columns), strict=True))


def paper_schedule_of(plan):
	"""Return the schedule to print with a plan: the running one, else the newest submitted, else the newest draft.

	It is empty where there is none that the reader may see.
	"""
	schedules = frappe.get_list(
		"Action Schedule",
		filters={"plan": plan.name or "", "docstatus": ["<", 2]},
		fields=["name", "status"],
		order_by="docstatus desc, creation desc",
		limit_page_length=0,
	)
	running = [schedule for schedule in schedules if schedule.status == RUNNING]
	return _get_readable("Action Schedule", (running or schedules)[0].name if schedules else None)


def paper_plan_words(language: str) -> dict[str, str]:
	"""Return the fixed words of the family's plan in a language."""
	return plan_words.get_words(language)


def paper_plan_text(language: str, day=None) -> str:
	"""Return the office's own text below the family's plan in a language, in force on a day (today)."""
	return get_text(plan_words.OWN_TEXTS[language], day)


def paper_plan_of(schedule):
	"""Return the plan of a schedule, for its heading; an empty one where the reader may not see it."""
	return _get_readable("Family Work Plan", schedule.plan)


def paper_family_tasks(schedule) -> list[frappe._dict]:
	"""Return the family's own actions by day: `action`, `due_date`, `is_done`, and `own`, (label, value) of what the office
	added to them; without the withdrawn ones."""
	added = paper_custom_columns(schedule, "actions")
	outcomes = _get_outcomes(schedule.name)
	tasks = [row for row in schedule.get("actions") or [] if row.party == "Family"]
	kept = [row for row in tasks if outcomes.get(row.action_key) != WITHDRAWN]
	kept.sort(key=lambda row: (not row.due_date, getdate(row.due_date)))
	return [
		frappe._dict(
			action=row.action,
			due_date=row.due_date,
			is_done=outcomes.get(row.action_key) == DONE,
			own=[pair for pair in paper_custom_values(row, added) if pair[1]],
		)
		for row in kept
	]


def paper_whom_to_call(schedule, plan) -> tuple[str | None, str | None]:
	"""Return name and phone of the family's assistant today, else of the one who made the plan."""
	person = _get_assistant_of_today(schedule.get("family"))
	if not person:
		return plan.get("assistant_name"), plan.get("assistant_phone")
	same = person.user == plan.get("assistant")
	phone = frappe.db.get_value("User", person.user, "mobile_no")
	return person.full_name, phone or (plan.get("assistant_phone") if same else None)


def paper_has_foster_child(family: str | None) -> bool:
	"""Return whether a member of the family is in foster care, so that a foster-care coordinator signs as well."""
	filters = [["Family", "name", "=", family], ["Family Member", "in_foster_care", "=", 1]]
	return bool(family and frappe.get_list("Family", filters=filters, limit_page_length=1))


def paper_representative(doc) -> str | None:
	"""Return the family's representative with their former names, „Maria Nowa (dawniej: Maria Stara)”.

	A paper that still bears a former name prints that one alone: it stays as it was agreed.
	"""
	name = doc.get("representative")
	family = get_stored_family(doc) if name and doc.get("doctype") and doc.has_permission("read") else None
	# An unsaved document may name a family that is not there.
	names = family and frappe.db.get_value("Family", family, ["representative", "former_names"])
	if not names:
		return name
	current, former = names
	return show_with_former(name, split(former), "pl") if is_same_name(name, current) else name


def paper_worker(doc, fieldname: str) -> str | None:
	"""Return the name of a worker, with the one that the replaced version of the paper has for the same worker.

	fieldname: the link to the user; the name is in `<fieldname>_name`.
	"""
	name, user = doc.get(f"{fieldname}_name"), doc.get(fieldname)
	if not (name and user and doc.get("doctype") and doc.get("name") and doc.has_permission("read")):
		return name
	replaced = frappe.db.get_value(doc.doctype, doc.name, "replaces")
	before = replaced and frappe.db.get_value(
		doc.doctype, {"name": replaced, fieldname: user}, f"{fieldname}_name"
	)
	return show_with_former(name, [before or ""], "pl")


def _as_markup(cell):
	return [paper_text(text) for text in cell] if isinstance(cell, list) else paper_text(cell)


def _get_outcomes(schedule: str | None) -> dict[str, str]:
	"""Return key of the action → its outcome today."""
	if not schedule:
		return {}
	actions = frappe.get_list(
		"Scheduled Action",
		filters={"schedule": schedule},
		fields=["action_key", "outcome"],
		order_by="name",
		limit_page_length=0,
	)
	return {action.action_key: action.outcome for action in actions}


def _get_assistant_of_today(family: str | None):
	may_know = family and frappe.get_list("Family", filters={"name": family}, limit_page_length=1)
	return get_person_on_case(family, ASSISTANT) if may_know else None


def _get_readable(doctype: str, name: str | None):
	doc = frappe.get_doc(doctype, name) if name else frappe.get_doc({"doctype": doctype})
	if name and not doc.has_permission("read"):
		doc = frappe.get_doc({"doctype": doctype})
	doc.run_method("before_print", None)
	return doc
