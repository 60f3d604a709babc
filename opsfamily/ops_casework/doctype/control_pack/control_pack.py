from __future__ import annotations

from datetime import date

import frappe
from frappe import ValidationError, _
from frappe.utils import cint, get_fullname, getdate, now_datetime

from opsfamily.case.document import CaseDocument
from opsfamily.core import control_pack as core
from opsfamily.exceptions import ReasonMissingError
from opsfamily.office import get_setting
from opsfamily.ops_casework.doctype.control_pack.papers import ReadPaper, read_papers


class PackMadeError(ValidationError):
	"""A pack that was made stays as it is; another one is made anew."""


# Written by this controller alone, whatever a client sends.
RULED_FIELDS = ("status", "made_by", "made_on", "pages", "deleted_on")
# What the pack says of itself on its first page.
CONTENT = ("period_from", "period_until", "recipient", "purpose", "basis")


class ControlPack(CaseDocument):
	"""The papers of a family's file for a period as one PDF, for a named recipient, purpose and legal basis.

	Draft → being made in the background → ready; its file is deleted after the office's days, this record stays.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_casework.doctype.control_pack_paper.control_pack_paper import ControlPackPaper

		basis: DF.SmallText
		deleted_on: DF.Date | None
		family: DF.Link
		made_by: DF.Link | None
		made_on: DF.Datetime | None
		naming_series: DF.Literal["PAKIET-.YYYY.-.####"]
		pages: DF.Int
		papers: DF.Table[ControlPackPaper]
		period_from: DF.Date
		period_until: DF.Date
		purpose: DF.SmallText
		recipient: DF.Data
		representative: DF.Data | None
		status: DF.Literal["Pack Draft", "Pack Being Made", "Pack Ready", "Pack Failed", "Pack File Deleted"]
	# end: auto-generated types

	def before_insert(self):
		super().before_insert()
		self.update({**dict.fromkeys(RULED_FIELDS), "status": core.DRAFT})

	def validate(self):
		self.keep_ruled_fields()
		self.validate_is_open()
		self.validate_period()
		if self.status in core.OPEN and not self.flags.lists_when_made:
			self.list_left_out()
		self.validate_reasons()

	def keep_ruled_fields(self):
		"""Restore what only a step of the pack may set."""
		before = self.get_doc_before_save()
		if before and not self.flags.by_rule:
			self.update({fieldname: before.get(fieldname) for fieldname in RULED_FIELDS})

	def validate_is_open(self):
		"""Refuse a change of a pack that is made or being made (PackMadeError)."""
		before = self.get_doc_before_save()
		if before and before.status not in core.OPEN and not self.flags.by_rule:
			frappe.throw(
				_("{0} was made, so it is not changed. Make another one.").format(frappe.bold(self.name)),
				PackMadeError,
			)

	def validate_period(self):
		"""Refuse empty fields, days after today and days in the wrong order (PeriodError)."""
		for fieldname in CONTENT:
			self.require(fieldname)
		for fieldname in ("period_from", "period_until"):
			self.refuse_future(fieldname)
		self.refuse_before("period_until", "period_from")

	def list_left_out(self):
		"""List every paper of the period that stays out; users only tick and give reasons."""
		# Read anew at every saving.
		self.flags.papers_read = None
		chosen = {(row.document_type, row.document): row for row in self.papers}
		self.set("papers", [])
		for paper, _doc, why in self.get_papers():
			if not why:
				continue
			row, ticked = self.append("papers", {}), chosen.get(paper.key)
			row.update({"document_type": paper.doctype, "document": paper.name, "paper": _(paper.doctype)})
			row.update({"day": paper.day, "why": why})
			if ticked:
				row.update({"include": cint(ticked.include), "reason": ticked.reason})

	def get_papers(self) -> list[ReadPaper]:
		"""Return the papers of the period as the session's user may read them; read once while the pack is made."""
		if self.flags.papers_read is None:
			self.flags.papers_read = read_papers(self.family, *self.get_period())
		return self.flags.papers_read

	def validate_reasons(self):
		"""Refuse a ticked paper without its reason (ReasonMissingError)."""
		for row in self.papers:
			if row.include:
				self.require("reason", ReasonMissingError, row)

	def get_period(self) -> tuple[date, date]:
		"""Return the first and the last day."""
		return getdate(self.period_from), getdate(self.period_until)

	def get_ticked(self) -> set[tuple[str, str]]:
		"""Return (DocType, name) of the papers that are put in for a reason."""
		return {(row.document_type, row.document) for row in self.papers if row.include}

	def begin(self):
		"""Note that the pack is being made, by the session's user (PackMadeError)."""
		self.validate_is_open()
		if self.status not in core.OPEN:
			frappe.throw(_("{0} is made already.").format(frappe.bold(self.name)), PackMadeError)
		self.write_step({"status": core.BEING_MADE, "made_by": frappe.session.user})

	def finish(self, pages: int):
		"""Note that the file is there, and until when."""
		made = now_datetime()
		deleted_on = core.delete_on(made.date(), get_setting("control_pack_days"))
		values = {"made_on": made, "pages": pages, "deleted_on": deleted_on}
		self.write_step({"status": core.READY, **values})

	def write_step(self, values: dict):
		"""Save fields that users cannot set."""
		self.update(values)
		self.flags.by_rule = True
		self.save()
		self.flags.by_rule = False

	def get_maker(self) -> str:
		return get_fullname(self.made_by or frappe.session.user)

	def on_trash(self):
		"""Refuse to delete the record of a pack that was made (PackMadeError): it says who got what."""
		super().on_trash()
		if self.status != core.DRAFT:
			frappe.throw(
				_("{0} was made, so its record stays.").format(frappe.bold(self.name)), PackMadeError
			)
