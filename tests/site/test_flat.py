"""What a coordinator opens asks as many questions of the database for a large section as for a small one.

The seconds are measured by `python3 -m devsite perf --size XL`; here only the questions are counted, which do not depend
on the machine.
"""

import frappe
import pytest

from tests.perf import section, sizes

SMALL, LARGE = sizes.Size(4, 2, 2), sizes.Size(12, 6, 2)
# Each card is accepted by the platform's workflow, one by one.
ONE_BY_ONE = {"40 cards accepted"}
READ = [operation for operation in section.OPERATIONS if operation.what not in ONE_BY_ONE]


@pytest.fixture
def count(site):
	"""Count the questions of an operation in a section of a size, beside the test site's own families."""

	def count_at(operation: section.Operation, size: sizes.Size) -> int:
		sizes.insert(size)
		try:
			# The first time reads what is kept afterwards: roles, settings, descriptions of DocTypes.
			section.act(operation)
			return section.count_queries(lambda: section.act(operation))
		finally:
			frappe.db.rollback()
			for number in range(1, size.assistants + 1):
				frappe.clear_cache(user=f"section.{number}@example.com")
			frappe.clear_cache(user=sizes.COORDINATOR)

	return count_at


@pytest.mark.parametrize("operation", READ, ids=lambda operation: f"{operation.who}, {operation.what}")
def test_questions_do_not_grow_with_the_section(count, operation):
	assert count(operation, LARGE) == count(operation, SMALL)
