"""What somebody wrote stays text on every screen that shows it."""

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import email

HOSTILE = "<img src=x onerror='window.hacked = 1'><script>window.hacked = 1</script>{{ 7*7 }}"


@pytest.fixture
def family(site) -> str:
	"""A committed family with hostile text wherever a person may write."""
	members = [{"full_name": HOSTILE, "kinship": HOSTILE, "health": HOSTILE}]
	family = factories.make_family(representative=f"Zła {HOSTILE}", address=HOSTILE, members=members)
	factories.assign(family.name)
	taken = frappe.db.count("Family Visit", {"assistant": email("assistant")})
	factories.make_visit(
		family.name,
		visit_date=frappe.utils.add_days("2021-01-01", taken),
		place=HOSTILE,
		course=HOSTILE,
		actions=HOSTILE,
		participants=[{"full_name": HOSTILE}],
	)
	frappe.db.commit()
	return family.name


def test_nothing_runs_on_form_list_report_or_print(family, desk_of):
	desk = desk_of(email("assistant"))
	visit = frappe.db.get_value("Family Visit", {"family": family})
	for path in (
		f"family/{family}",
		"family",
		"family/view/report",
		f"family-visit/{visit}",
		"family-visit",
		f"print/Family%20Visit/{visit}",
		"assistant-day",
		f"query-report/Deadlines?family={family}",
		"family/view/calendar/default",
		"family-visit/view/calendar/default",
	):
		desk.open(path)
		desk.page.wait_for_timeout(1000)
		assert desk.page.evaluate("window.hacked") is None, path
	# A picture with a wrong address is all that is left of it.
	desk.errors = [error for error in desk.errors if "404" not in error]
