"""The night's jobs are done some names at a time, and what broke off is begun again."""

import pytest

import frappe

from opsfamily.case import batches
from opsfamily.case.batches import PEOPLE, begin_day, go_on, read_mark, work

NAMES = ["b", "d", "a", "e", "c"]


@pytest.fixture
def enqueued(site, monkeypatch) -> list[str]:
	"""What is handed to a worker, which has other tests' jobs to do."""
	methods = []
	monkeypatch.setattr(frappe, "enqueue", lambda method, **_options: methods.append(method))
	return methods


def test_a_batch_does_the_next_names_and_hands_on_the_others(enqueued):
	done = []
	for _job in range(3):
		work(PEOPLE, NAMES, done.append, 2)
	assert done == sorted(NAMES)
	assert enqueued == [batches.JOBS[PEOPLE]] * 2
	assert read_mark(PEOPLE) is None


def test_a_batch_that_broke_off_is_begun_again(enqueued):
	def break_off(name: str) -> None:
		if name == "d":
			raise RuntimeError("killed")
		done.append(name)

	done = []
	begin_day()
	work(PEOPLE, NAMES, done.append, 2)
	frappe.db.savepoint("batch")
	with pytest.raises(RuntimeError):
		work(PEOPLE, NAMES, break_off, 2)
	frappe.db.rollback(save_point="batch")
	enqueued.clear()
	go_on_alone()
	assert batches.JOBS[PEOPLE] in enqueued
	done = done[:2]
	work(PEOPLE, NAMES, done.append, 10)
	assert done == sorted(NAMES)
	enqueued.clear()
	go_on_alone()
	assert batches.JOBS[PEOPLE] not in enqueued


def go_on_alone() -> None:
	"""As in a process of its own: this one gives back what it took."""
	frappe.db.sql("select release_all_locks()")
	go_on()


def test_what_somebody_works_on_is_left_to_them(enqueued, monkeypatch):
	done = []
	begin_day()
	monkeypatch.setattr(batches, "_take", lambda _job: False)
	monkeypatch.setattr(batches, "_is_free", lambda _job: False)
	work(PEOPLE, NAMES, done.append, 2)
	go_on()
	assert (done, enqueued) == ([], [])
