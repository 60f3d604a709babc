"""Keys that were texts of names become Link columns, so that a renamed user or family keeps what was agreed.

The old columns (`live_key`, `draft_key`, `document`) stay in the database for one version. Nothing is deleted, and no
card is un-accepted: where a renamed user made two cards of one month, one is live and both are listed.
"""

import re
from itertools import groupby

import frappe
from frappe.query_builder import Order

CARD, DRAFT, NOTICE, ROW = "Assistant Timesheet", "Visit Draft", "Deadline Notice", "Timesheet Row"
CARD_CLOCK = "Card Not Sent"
# family/month/assistant, as version 1.1 wrote it.
OLD_KEY = re.compile(r"(.+)/(\d{4}-\d{2})/(.+)")


def execute() -> None:
	"""Fill the new columns from what is known, and list the rest in the Error Log."""
	fill_live_cards()
	fill_writers()
	fill_notices()
	fill_kinds_of_rows()


def fill_live_cards() -> None:
	"""Let each card that is not cancelled be the live one of its family, month and assistant.

	Of two, the accepted one is live, else the oldest.
	"""
	card = frappe.qb.DocType(CARD)
	columns = (card.family, card.month, card.assistant, card.name)
	query = (
		frappe.qb.from_(card)
		.select(*columns)
		.where(card.docstatus < 2)
		.orderby(card.family, card.month, card.assistant)
		.orderby(card.docstatus, order=Order.desc)
		.orderby(card.creation, card.name)
	)
	live, others = split_first(query.run())
	frappe.qb.update(card).set(card.live_for, None).where(card.name.isin([*others, ""])).run()
	fill(CARD, "live_for", "assistant", live)
	list_rest("Second cards of one family, month and assistant", others)


def fill_writers() -> None:
	"""Let each draft be its writer's one for the family; of two, the one that was changed last."""
	draft = frappe.qb.DocType(DRAFT)
	query = (
		frappe.qb.from_(draft)
		.select(draft.owner, draft.family, draft.name)
		.orderby(draft.owner, draft.family)
		.orderby(draft.modified, order=Order.desc)
	)
	latest, others = split_first(query.run())
	frappe.qb.update(draft).set(draft.writer, None).where(draft.name.isin([*others, ""])).run()
	fill(DRAFT, "writer", "owner", latest)
	list_rest("Second drafts of one visit", others)


def split_first(rows: tuple) -> tuple[list[str], list[str]]:
	"""Return the names (last column) of the first row of each key (the other columns), and those of the others."""
	groups = [[row[-1] for row in group] for _key, group in groupby(rows, key=lambda row: row[:-1])]
	return [names[0] for names in groups], [name for names in groups for name in names[1:]]


def fill(doctype: str, column: str, source: str, names: list[str]) -> None:
	"""Copy one column of these rows to another."""
	table = frappe.qb.DocType(doctype)
	frappe.qb.update(table).set(table[column], table[source]).where(table.name.isin([*names, ""])).run()


def fill_notices() -> None:
	"""Link each notice to what it is about; one whose family or assistant is gone or was renamed is listed."""
	if not frappe.db.has_column(NOTICE, "document"):
		return
	notice = frappe.qb.DocType(NOTICE)
	columns = ("user", "clock", "due_date", "threshold", "document_type", "document", "name")
	query = frappe.qb.from_(notice).select(*(notice[column] for column in columns))
	rows = query.where(notice.about.isnull()).orderby(notice.creation, notice.name).run(as_dict=True)
	known, unknown = [], []
	for row in rows:
		matter = read_matter(row)
		known.append((row.name, matter)) if matter else unknown.append(row.name)
	for name, matter in known:
		if is_free(name, matter):
			frappe.db.set_value(NOTICE, name, matter, update_modified=False)
		else:
			unknown.append(name)
	list_rest("Notices of deadlines that may be sent once more", unknown)


def read_matter(row: frappe._dict) -> dict | None:
	"""Return the new columns of a notice, or None where they are not known."""
	if row.clock != CARD_CLOCK:
		return {"about_type": row.document_type, "about": row.document, "month": "", "worker": ""}
	parts = OLD_KEY.fullmatch(row.document or "")
	family, month, worker = parts.groups() if parts else (None, None, None)
	if not (family and frappe.db.exists("Family", family) and frappe.db.exists("User", worker)):
		return None
	return {"about_type": "Family", "about": family, "month": month, "worker": worker}


def is_free(name: str, matter: dict) -> bool:
	"""Return whether no other notice of the same user, clock, day and stage is about the same."""
	same = ("user", "clock", "due_date", "threshold")
	keys = frappe.db.get_value(NOTICE, name, same, as_dict=True)
	return not frappe.db.exists(NOTICE, {**keys, **matter, "name": ["!=", name]})


def fill_kinds_of_rows() -> None:
	"""Give rows of cards whose kind of contact was renamed the kind of their visit; those without a visit are listed."""
	row, kind = frappe.qb.DocType(ROW), frappe.qb.DocType("Contact Kind")
	visit = frappe.qb.DocType("Family Visit")
	query = (
		frappe.qb.from_(row)
		.left_join(kind)
		.on(row.kind == kind.name)
		.left_join(visit)
		.on(row.visit == visit.name)
		.select(row.parent, row.name, visit.kind)
		.where(kind.name.isnull() & row.kind.isnotnull() & (row.kind != ""))
		.orderby(row.parent, row.name)
	)
	rows = query.run()
	for _parent, name, now in rows:
		if now:
			frappe.db.set_value(ROW, name, "kind", now, update_modified=False)
	list_rest("Cards with a kind of contact that is not known", [row[0] for row in rows if not row[2]])


def list_rest(title: str, names: list[str]) -> None:
	"""List in the Error Log what the office has to look at."""
	if names:
		frappe.log_error(title=title, message="\n".join(dict.fromkeys(names)))
