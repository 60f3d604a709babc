from datetime import date, datetime, time, timedelta

import pytest
from jinja2 import DebugUndefined
from markupsafe import Markup

import frappe

from opsfamily.ops_paper import values
from opsfamily.ops_paper.custom_fields import paper_value


@pytest.mark.parametrize(
	("show", "value", "text"),
	[
		(values.paper_date, date(2026, 3, 6), "06.03.2026"),
		(values.paper_date, "2026-03-26", "26.03.2026"),
		(values.paper_long_date, "2026-03-26", "26 marca 2026"),
		(values.paper_long_date, date(2026, 8, 1), "1 sierpnia 2026"),
		(values.paper_month, "2026-10", "październik 2026"),
		(values.paper_time, timedelta(hours=8, minutes=15), "08:15"),
		(values.paper_time, time(0, 0), "00:00"),
		(values.paper_time, "8:15:00", "08:15"),
		(values.paper_hours, 1535, "25:35"),
		(values.paper_hours, 0, "0:00"),
		(values.paper_money, 5126.5, "5\u00a0126,50\u00a0zł"),
		(values.paper_money, 1234567.891, "1\u00a0234\u00a0567,89\u00a0zł"),
		(values.paper_money, 0, "0,00\u00a0zł"),
	],
)
def test_a_value_as_polish_papers_say_it(show, value, text):
	assert show(value) == text


@pytest.mark.parametrize(
	"show",
	[
		values.paper_date,
		values.paper_long_date,
		values.paper_month,
		values.paper_time,
		values.paper_hours,
		values.paper_money,
		values.paper_text,
	],
)
def test_empty_stays_empty(show):
	assert show(None) == ""


@pytest.mark.parametrize(
	("value", "markup"),
	[
		("a < b & c", "a &lt; b &amp; c"),
		("&lt;script&gt; &amp; x", "&lt;script&gt; &amp; x"),
		("raz\ndwa\r\ntrzy", "raz<br>dwa<br>trzy"),
		(Markup("<b>x</b>"), "<b>x</b>"),
		("y" * 39, "y" * 39),
		("y" * 45, ("y" * 10 + "<wbr>") * 4 + "y" * 5),
		(DebugUndefined(name="health"), ""),
		(7, "7"),
	],
)
def test_text_is_escaped_once(value, markup):
	assert values.paper_text(value) == markup


@pytest.mark.parametrize(
	("fieldtype", "value", "text"),
	[
		("Data", "<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
		("Check", 1, "tak"),
		("Check", 0, "nie"),
		("Date", "2026-03-26", "26.03.2026"),
		("Datetime", datetime(2026, 3, 26, 8, 5), "26.03.2026 08:05"),
		("Time", timedelta(hours=7), "07:00"),
		("Currency", 12.5, "12,50\u00a0zł"),
		("Float", 1.25, "1,25"),
		("Percent", 40, "40 %"),
		("Int", 3, "3"),
		("Rating", 0.6, "3/5"),
		("Duration", 5400, "1:30"),
		("Text Editor", "<p>raz</p><p>dwa</p>", "raz<br>dwa"),
		("Attach", "/files/zgoda.pdf", "zgoda.pdf"),
		("Attach Image", "/files/x.png", '<img class="sheet-drawn" src="/files/x.png">'),
		("Attach Image", "http://example.org/x.png", "http://example.org/x.png"),
		("Signature", "/assets/frappe/images/signature-placeholder.png", ""),
	],
)
def test_an_added_field_by_its_type(fieldtype, value, text):
	df = frappe._dict(fieldname="own", fieldtype=fieldtype, label="Własne")
	assert paper_value(frappe._dict(own=value), df) == text


def test_a_link_shows_the_title_of_what_it_leads_to(demo):
	df = frappe._dict(fieldname="own", fieldtype="Link", options="Contact Kind")
	assert paper_value(frappe._dict(own="towarzyszenie"), df) == "towarzyszenie"


def test_a_table_shows_its_rows_as_lines():
	df = frappe._dict(fieldname="own", fieldtype="Table", options="Family Income")
	rows = [frappe._dict(recipient="matka", source="renta", amount=1)]
	assert paper_value(frappe._dict(own=rows), df) == "matka · renta · 1,00\u00a0zł"
