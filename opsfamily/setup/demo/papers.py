"""The papers of the demo family as files to look at."""

from pathlib import Path

import frappe

from opsfamily.core.closing import UNDER_SUPPORT
from opsfamily.ops_paper.together import make_blank_pdf, make_pdf
from opsfamily.ops_paper.xlsx import make_timesheet_workbook

# File name → DocType and print format.
PAPERS = {
	"F1-ocena-sytuacji-rodziny": ("Family Assessment", "F1 Ocena sytuacji rodziny"),
	"F2-plan-pracy": ("Family Work Plan", "F2 Plan pracy"),
	"F2-harmonogram": ("Action Schedule", "F2 Harmonogram"),
	"F3-ocena-planu-pracy": ("Work Plan Evaluation", "F3 Ocena planu pracy"),
	"F4-karta-czasu-pracy": ("Assistant Timesheet", "F4 Karta czasu pracy"),
	"F5-karta-realizacji": ("Assistant Timesheet", "F5 Karta realizacji"),
	"lista-ryzyka": ("Risk List", "Lista ryzyka"),
	"wniosek-o-asystenta": ("Assistant Request", "Wniosek o przydzielenie asystenta"),
	"przydzielenie-asystent": ("Assistant Request", "Pismo o przydzieleniu dla asystenta"),
	"przydzielenie-rodzina": ("Assistant Request", "Pismo o przydzieleniu dla rodziny"),
	"Katalog-wsparcia": ("Support Catalogue", "Katalog wsparcia"),
	"Upowaznienie": ("Authorisation", "Upoważnienie"),
	"Zgoda": ("Consent", "Zgoda"),
	"Protokol-spotkania": ("Case Conference", "Protokół spotkania"),
	"Lista-obecnosci-na-superwizji": ("Supervision Session", "Lista obecności na superwizji"),
	"Zapis-superwizji": ("Supervision Record", "Zapis superwizji"),
	"Plan-superwizji-na-rok": ("Supervision Plan", "Plan superwizji na rok"),
	"Karta-dziecka": ("Child Card", "Karta dziecka"),
	"Historia-rodziny": ("Family History", "Historia rodziny i genogram"),
	"Analiza-przypadku": ("Case Analysis", "Analiza przypadku"),
	"Arkusz-rodziny": ("Family Sheet", "Arkusz rodziny"),
	"Pusty-arkusz": ("Sheet Template", "Pusty arkusz"),
	"Lista-obecnosci-na-zajeciach": ("Group Meeting", "Lista obecności na zajęciach"),
	"Rozklad-zajec-swietlicy": ("Day Centre", "Rozkład zajęć świetlicy"),
	"Zasady-swietlicy": ("Day Centre Enrolment", "Zasady świetlicy"),
	"Karta-wspolpracy": ("Cooperation Agreement", "Karta współpracy"),
	"Umowa-z-rodzina-wspierajaca": ("Supporting Family", "Umowa z rodziną wspierającą"),
	"Notatka-z-interwencji": ("Intervention", "Notatka z interwencji"),
}


def print_papers(folder: str) -> list[str]:
	"""Write the papers, filled from the newest submitted documents and blank, and the card's XLSX into `folder`.

	Return the paths. For `bench execute` on a site with the demo case; a form without a document is only written
	blank.
	"""
	target = Path(folder)
	target.mkdir(parents=True, exist_ok=True)
	files = {}
	for name, (doctype, print_format) in PAPERS.items():
		files[f"{name}-pusty.pdf"] = make_blank_pdf(doctype, print_format)
		if doc := get_newest(doctype):
			files[f"{name}.pdf"] = make_pdf([doc], print_format)
	if card := get_newest("Assistant Timesheet"):
		files["F4-karta-czasu-pracy.xlsx"] = make_timesheet_workbook(card)
	for name, content in files.items():
		(target / name).write_bytes(content)
	return [str(target / name) for name in sorted(files)]


def get_newest(doctype: str):
	"""Return the newest document of the first family under support that has one, or None.

	It is submitted, where the DocType is submittable.
	"""
	families = frappe.get_list(
		"Family", filters={"status": UNDER_SUPPORT}, pluck="name", order_by="name", limit_page_length=0
	)
	meta = frappe.get_meta(doctype)
	# Documents of the staff's own work have no family.
	of_families = {"family": ["in", families]} if meta.has_field("family") else {}
	names = frappe.get_list(
		doctype,
		filters={"docstatus": int(meta.is_submittable), **of_families},
		pluck="name",
		order_by="family, creation desc" if of_families else "creation desc",
		limit_page_length=1,
	)
	return frappe.get_doc(doctype, names[0]) if names else None
