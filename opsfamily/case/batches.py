"""Long jobs of the night in batches: each is a job of its own, so that what it did is kept and others get their turn.

Where a job stands is stored with the batch that brought it there. A batch that broke off, as when its worker was killed,
did nothing, since its transaction went with it; `go_on` begins it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

import frappe

DIGESTS, PEOPLE, FACTS = "opsfamily digests", "opsfamily people", "opsfamily facts"
# Job → what makes its next batch.
JOBS = {
	FACTS: "opsfamily.case.facts.show_all_facts",
	PEOPLE: "opsfamily.case.people.show_everybody",
	DIGESTS: "opsfamily.clocks.digest.send_digests",
}
# A few seconds of a worker.
FAMILIES_OF_A_JOB = 100
# Marks are kept among the platform's own values, under a name that is no user's.
MARK, PARENT = "DefaultValue", "opsfamily_jobs"
# A mark is never empty, which the platform would not store.
BEFORE_ALL = ">"


def begin_day() -> None:
	"""Note that every job is to be done (daily job, before them): whatever breaks off is then known to be unfinished."""
	for job in JOBS:
		_write_mark(job, BEFORE_ALL)


def go_on() -> None:
	"""Make the next batch of every job that is unfinished and that nobody works on (every quarter of an hour)."""
	for job, method in JOBS.items():
		if read_mark(job) and _is_free(job):
			frappe.enqueue(method, queue="long", enqueue_after_commit=True)


def work(job: str, names: Iterable[str], do: Callable[[str], None], size: int) -> None:
	"""Do the next batch of a job, of `size` names, and hand on what is left. Nothing while somebody else works on it.

	names: all of them, in any order.
	"""
	if not _take(job):
		return
	after = (read_mark(job) or BEFORE_ALL).removeprefix(BEFORE_ALL)
	left = sorted(name for name in names if name > after)
	for name in islice(left, size):
		do(name)
	if len(left) <= size:
		frappe.db.delete(MARK, {"parent": PARENT, "defkey": job})
		return
	_write_mark(job, f"{BEFORE_ALL}{left[size - 1]}")
	frappe.enqueue(JOBS[job], queue="long", enqueue_after_commit=True)


def read_mark(job: str) -> str | None:
	"""Return where the job stands; None when it is done. Read past the cache, which a batch that broke off leaves behind."""
	return frappe.db.get_value(MARK, {"parent": PARENT, "defkey": job}, "defvalue")


def _write_mark(job: str, value: str) -> None:
	frappe.defaults.set_default(job, value, PARENT)


def _take(job: str) -> bool:
	"""Take the job for this connection, with which the database gives it back; False when another has it."""
	return frappe.db.sql("select get_lock(%s, 0)", _name_lock(job))[0][0] == 1


def _is_free(job: str) -> bool:
	return frappe.db.sql("select is_free_lock(%s)", _name_lock(job))[0][0] == 1


def _name_lock(job: str) -> str:
	# One server has many sites.
	return f"{frappe.conf.db_name} {job}"


def forget_all() -> None:
	"""Delete the marks, as when the app is uninstalled."""
	frappe.db.delete(MARK, {"parent": PARENT})
