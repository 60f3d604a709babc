"""Papers that the platform mails: every sheet says whose it is, and the sender's rights decide what is on it."""

import json
from io import BytesIO

import pytest
from pypdf import PdfReader

import frappe

from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import assign, email, make_assessment, make_family
from opsfamily.tests.make_figures import make_report
from tests.site.papers import F1
from tests.site.test_digest import make_email_account

DOCTYPE = "Family Assessment"
SECRET = "Tajne o przemocy"

pytestmark = pytest.mark.usefixtures("nothing_is_committed")


@pytest.fixture
def assessment(site):
	"""A paper of several sheets, in an office that can send mail."""
	frappe.db.delete("Email Queue")
	make_email_account()
	text = "Rodzice rozmawiają z dziećmi o szkole. " * 60
	family = make_family().name
	assign(family)
	yield make_assessment(family, parenting=text, education=text, violence=SECRET)
	frappe.db.rollback()
	frappe.local.outgoing_email_account = {}


def queue(doc, **attached) -> list[dict]:
	"""Queue a mail with the document's print, and return what it is to attach."""
	attachment = {"print_format_attachment": 1, "doctype": doc.doctype, "name": doc.name, **attached}
	frappe.sendmail(
		recipients=["kurator@example.com"],
		subject="Ocena",
		message="W załączeniu.",
		reference_doctype=doc.doctype,
		reference_name=doc.name,
		attachments=[attachment],
	)
	return json.loads(frappe.get_last_doc("Email Queue").attachments)


def read(attachment: dict) -> tuple[frappe._dict, PdfReader]:
	file = frappe.get_doc("File", attachment["fid"])
	return file, PdfReader(BytesIO(file.get_content()))


def read_words(pdf: PdfReader) -> str:
	return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_each_sheet_of_a_mailed_paper_says_whose_it_is(assessment):
	[attachment] = queue(assessment, print_format=F1)
	file, pdf = read(attachment)
	assert len(pdf.pages) > 1
	for number, page in enumerate(pdf.pages, start=1):
		line = " ".join(page.extract_text().split())
		assert line.endswith(f"{F1} · {assessment.representative} strona {number} z {len(pdf.pages)}")
	assert pdf.metadata.title == f"{F1} – {assessment.name}"
	assert file.is_private
	assert (file.attached_to_doctype, file.attached_to_name) == (DOCTYPE, assessment.name)


def test_the_mail_carries_that_file(assessment):
	queue(assessment, print_format=F1)
	mail = frappe.get_last_doc("Email Queue")
	from frappe.email.doctype.email_queue.email_queue import SendMailContext

	context = SendMailContext.__new__(SendMailContext)
	context.queue_doc = mail
	message = context.include_attachments(mail.message).decode()
	assert f'filename="{assessment.name}.pdf"' in message or f"filename={assessment.name}.pdf" in message


def test_the_default_paper_has_its_foot_too(assessment):
	[attachment] = queue(assessment)
	_file, pdf = read(attachment)
	assert assessment.representative in read_words(pdf)


def test_it_is_printed_with_the_rights_of_who_sends_it(assessment):
	assign(assessment.family, "social_worker", "Social Worker")
	for user, sees in ((email("assistant"), True), (email("social_worker"), False)):
		with acting_as(user):
			[attachment] = queue(assessment, print_format=F1)
		_file, pdf = read(attachment)
		assert (SECRET in read_words(pdf)) is sees


def test_what_is_not_of_ours_or_is_locked_is_left_to_the_platform(assessment):
	user = frappe.get_doc("User", email("assistant"))
	[theirs] = queue(user)
	assert theirs["print_format_attachment"] == 1
	[locked] = queue(assessment, print_format=F1, password="x")
	assert locked["print_format_attachment"] == 1


def test_a_reader_without_the_right_to_write_mails_it_all_the_same(assessment):
	assessment.submit()
	with acting_as(email("assistant")):
		[attachment] = queue(assessment, print_format=F1)
	assert read(attachment)[1].pages


def test_a_mailed_report_has_feet_like_a_printed_one(site):
	make_email_account()
	[attachment] = queue(make_report())
	_file, pdf = read(attachment)
	assert "Sprawozdanie sekcji" in pdf.metadata.title
	frappe.local.outgoing_email_account = {}
