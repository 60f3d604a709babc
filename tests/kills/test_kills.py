"""`kill -9` in the middle of the work: what was begun is done whole or not at all, and the check finds nothing.

A web process, the worker or MariaDB is killed at a random moment of a request or a job. Both ends are right; what is
between them is not. What a request does is not told here but seen: it is done once undisturbed, on the first case,
and after every kill the documents of a case must look as before the request or as after it.
"""

import json
import lzma
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests

from devsite import servers
from devsite import site as sites
from devsite.paths import REPO, layout_of_tests
from devsite.ports import Ports
from opsfamily.core.timesheet import SENT
from opsfamily.permissions.registry import ENTRIES
from opsfamily.tests.factories import DOMAIN, PASSWORD
from tests.kills.inside import TO_PREPARE, TO_SEND
from tests.kills.own_bench import PATIENCE, OwnBench, kill_process, wait_until

SITE, OLD_SITE = "kills.localhost", "old.localhost"
DUMP = Path(__file__).parent.parent / "update" / "site-1.0.sql.xz"
MONTH_CLOSE = "opsfamily.ops_visits.page.month_close.month_close"
# How often a request is killed before it may end.
KILLS = 2
# Cases: the first is done undisturbed.
OF_VICTIM = {"web": (1,), "mariadb": (2,)}
CASES = 4
NIGHTS_KILLS = 3
# Families whose cards one job makes.
FAMILIES = 6
# Columns in which half a step would show.
SHOWN = ("docstatus", "status", "workflow_state", "outcome", "until_date", "out_of_date", "monitoring_status")
Call = Callable[["Client", dict], requests.Response]


class Client(requests.Session):
	"""A user of the site that is killed."""

	def __init__(self, key: str, port: int):
		super().__init__()
		self.base = f"http://127.0.0.1:{port}"
		self.headers.update({"Host": f"{SITE}:{port}", "Accept": "application/json", "Connection": "close"})
		answer = self.do("login", usr=f"{key}@{DOMAIN}", pwd=PASSWORD)
		assert answer.ok, answer.text

	def do(self, method: str, **arguments) -> requests.Response:
		return self.post(f"{self.base}/api/method/{method}", data=arguments)

	def write(self, doctype: str, name: str, **values) -> requests.Response:
		return self.put(f"{self.base}/api/resource/{doctype}/{name}", data=json.dumps(values))


@dataclass
class Step:
	"""One request on a case; what it changes, and how many seconds it takes undisturbed."""

	title: str
	send: Call
	# A table to which it writes after others: while that is held, the request stands in its middle.
	late: str = "Version"
	seconds: float = 0
	ends: list = field(default_factory=list)


def submit(doctype: str, kind: str, **values) -> Call:
	return lambda client, case: client.write(doctype, case[kind], docstatus=1, **values)


def make_new_version(client: Client, case: dict) -> requests.Response:
	return client.do("opsfamily.api.new_version", doctype="Action Schedule", name=case["schedule"])


def accept_months(client: Client, case: dict) -> requests.Response:
	return client.do(f"{MONTH_CLOSE}.accept", cards=json.dumps([*case["to_send"], *case["to_close"]]))


REQUESTS = (
	Step("submit a schedule", submit("Action Schedule", "schedule")),
	Step("make a new version", make_new_version, late="Agreed Action"),
	Step("submit the new version", submit("Action Schedule", "version", evaluation_date="2026-12-31")),
	Step("accept a card", submit("Assistant Timesheet", "to_accept")),
	Step("accept cards of several months", accept_months),
	Step("close the case", submit("Case Closing", "closing")),
)


@dataclass
class Site:
	bench: OwnBench
	cases: list[dict]
	client: Client
	assistant: Client
	columns: dict[str, list[str]]
	tables: dict[str, list[str]]
	# What other tests left on the site that was copied.
	broken: list
	chance: random.Random
	tally: Counter = field(default_factory=Counter)

	def look(self, case: dict) -> dict:
		"""What the documents of a case are now, without their names, so that cases can be compared."""
		return {doctype: self.look_at(doctype, case) for doctype in self.columns}

	def look_at(self, doctype: str, case: dict) -> list:
		"""The documents of one kind: their columns, and the number of their rows."""
		family = "name" if doctype == "Family" else "family"
		shown = [f"`{column}`" for column in self.columns[doctype]]
		shown += [
			f"(select count(*) from `tab{table}` r where r.parent = d.name and r.parenttype = '{doctype}')"
			for table in self.tables[doctype]
		]
		query = f"select {', '.join(shown)} from `tab{doctype}` d where `{family}` = %s"
		return sorted(map(str, self.bench.ask("kills", query, [case["family"]])))


@pytest.fixture(scope="module")
def bench() -> Iterator[OwnBench]:
	main = Path(os.environ["OPSFAMILY_BENCH"])
	own = OwnBench(main.parent)
	try:
		own.set_up(main / "sites" / "assets")
		yield own
	finally:
		own.tear_down()


@pytest.fixture(scope="module")
def site(bench: OwnBench, tmp_path_factory) -> Site:
	"""The tests' site, copied to the bench that is killed, with cases in the middle of the work."""
	main, name = layout_of_tests(), os.environ["OPSFAMILY_SITE"]
	config = json.loads((main.sites / name / "site_config.json").read_text())
	dump = tmp_path_factory.mktemp("kills") / "site.sql"
	servers.dump_database(config["db_name"], dump, main, Ports(main.run / "ports.json"))
	bench.make_site(SITE, dump, config)
	cases = ask(bench, "prepare", str(CASES))
	bench.start("web")
	bench.start("worker")
	port = bench.ports["web"]
	clients = [Client(key, port) for key in ("coordinator", "assistant")]
	return Site(
		bench, cases, *clients, get_columns(bench), get_tables(), ask(bench, "check"), random.Random(12)
	)


def ask(bench: OwnBench, *what: str, site: str = SITE):
	log = bench.layout.logs / "inside.log"
	said = sites.inside(bench.layout, "tests.kills.inside", site, *what, log=log, what=f"kills: {what[0]}")
	return json.loads(said.splitlines()[-1])


def get_columns(bench: OwnBench) -> dict[str, list[str]]:
	"""DocType of a family → its columns in which half a step would show."""
	query = (
		"select column_name from information_schema.columns where table_schema = 'kills' and table_name = %s"
	)
	columns = {
		entry.doctype: {name for (name,) in bench.ask("kills", query, [f"tab{entry.doctype}"])}
		for entry in ENTRIES
		if entry.family
	}
	return {doctype: [name for name in SHOWN if name in known] for doctype, known in columns.items()}


def get_tables() -> dict[str, list[str]]:
	return {entry.doctype: list(entry.children) for entry in ENTRIES}


# one kill


def disturb(site: Site, step: Step, case: dict, victim: str, is_held: bool) -> bool:
	"""Kill the victim in the step: in its middle, where it is held, or at a random moment.

	Return whether the step was done; between, it fails.
	"""
	before = site.look(case)
	hold = site.bench.hold("kills", step.late) if is_held else nullcontext()
	with ThreadPoolExecutor(1) as pool, hold:
		sending = pool.submit(send_to_its_end, site, step, case)
		writing = wait_until_held(site, sending) if is_held else wait_for_moment(site, step, sending)
		site.bench.kill(victim)
		if not is_held:
			sending.result()
	site.bench.revive(victim)
	now = site.look(case)
	assert now in (before, step.ends[0]), f"{step.title}: half done after {victim} was killed: {now}"
	site.tally[victim, "done" if now != before else "undone"] += 1
	site.tally[victim, "while it wrote"] += writing
	return now != before


def wait_until_held(site: Site, sending: Future) -> bool:
	"""Wait until the request waits for the held table, having written to others."""
	wait_until(lambda: site.bench.is_waiting() or sending.done(), "the request does not come to its middle")
	assert not sending.done(), "the request did not come to what is held"
	return True


def wait_for_moment(site: Site, step: Step, sending: Future) -> bool:
	"""Wait for a random moment of the step, two of three times for one after it began to write.

	Return whether a transaction that had written was seen then; what the database says of that is a tenth of a second
	old, so it is for the report only.
	"""
	moment = site.chance.choice(("any", "begins to write", "writes"))
	if moment == "any":
		time.sleep(site.chance.uniform(0.02, 1.2) * step.seconds)
	else:
		# A process that was started anew takes longer than one that has done the step before.
		deadline = time.monotonic() + PATIENCE
		while not site.bench.count_transactions(writing=True) and time.monotonic() < deadline:
			if sending.done():
				break
		if moment == "writes":
			time.sleep(site.chance.uniform(0, 0.2) * step.seconds)
	return bool(site.bench.count_transactions(writing=True))


def send_to_its_end(site: Site, step: Step, case: dict) -> None:
	"""Send the request; that nobody answers is what is tested."""
	with suppress(requests.ConnectionError, requests.exceptions.ChunkedEncodingError):
		step.send(site.client, case)


def do_undisturbed(site: Site, step: Step, case: dict) -> None:
	began = time.monotonic()
	answer = step.send(site.client, case)
	assert answer.ok, f"{step.title}: {answer.text[-900:]}"
	site.bench.settle()
	step.seconds = time.monotonic() - began
	step.ends = [site.look(case)]


def disturb_until_done(site: Site, step: Step, case: dict, victim: str) -> None:
	"""Kill in the middle of a step where it is held, then at a random moment; if it was undone, let it end."""
	for kill in range(KILLS):
		if disturb(site, step, case, victim, is_held=kill == 0):
			break
	else:
		answer = step.send(site.client, case)
		assert answer.ok, f"{step.title} after a kill: {answer.text[-900:]}"
		site.bench.settle()
	assert site.look(case) == step.ends[0]


def find_version(site: Site, case: dict) -> None:
	"""Note the draft that a new version made."""
	found = site.bench.ask(
		"kills", "select name from `tabAction Schedule` where replaces = %s", [case["schedule"]]
	)
	if found:
		[(case["version"],)] = found


# the tests


@pytest.mark.parametrize("victim", ["web", "mariadb"])
def test_a_month_is_sent_whole(site, victim):
	"""All cards of the assistant, one for each case, go together."""
	month = TO_SEND[victim]
	for _kill in range(KILLS):
		with ThreadPoolExecutor(1) as pool:
			sending = pool.submit(send_month, site, month)
			time.sleep(site.chance.uniform(0.1, CASES * 0.1))
			site.bench.kill(victim)
			sending.result()
		site.bench.revive(victim)
		assert len(get_states(site, month)) == 1
	send_month(site, month)
	assert get_states(site, month) == {SENT}


def send_month(site: Site, month: str) -> None:
	with suppress(requests.ConnectionError, requests.exceptions.ChunkedEncodingError):
		site.assistant.do(f"{MONTH_CLOSE}.send", month=month)


def get_states(site: Site, month: str) -> set[str]:
	families = [case["family"] for case in site.cases]
	query = "select family, workflow_state from `tabAssistant Timesheet` where month = %s"
	return {state for family, state in site.bench.ask("kills", query, [month]) if family in families}


@pytest.fixture(scope="module")
def measured(site: Site) -> None:
	"""What each step changes, and how long it takes: all of them done undisturbed."""
	for month in TO_SEND.values():
		send_month(site, month)
	case = site.cases[0]
	for step in REQUESTS:
		before = site.look(case)
		do_undisturbed(site, step, case)
		find_version(site, case)
		assert step.ends[0] != before, step.title


@pytest.mark.parametrize("victim", ["web", "mariadb"])
def test_a_killed_request_is_done_whole_or_not_at_all(site, measured, victim):
	for at in OF_VICTIM[victim]:
		for step in REQUESTS:
			disturb_until_done(site, step, site.cases[at], victim)
			find_version(site, site.cases[at])
	print(dict(site.tally))
	# A request that is killed in its middle is undone; else the kills would prove nothing.
	assert site.tally[victim, "undone"] >= len(REQUESTS)


def test_a_killed_job_makes_all_cards_of_a_month_or_none(site):
	"""One job makes the cards of all families of an assistant."""
	families = ask(site.bench, "prepare_months", str(FAMILIES))
	assistant = Client("other.assistant", site.bench.ports["web"])
	site.bench.start("worker")
	undisturbed, *killed = TO_PREPARE
	seconds = begin_job(
		site, assistant, undisturbed, lambda: wait_until(lambda: not site.bench.is_working(), "no end")
	)
	site.bench.settle()
	whole = get_cards(site, undisturbed)
	assert whole == {(family, 1) for family in families}
	for month in killed:
		begin_job(site, assistant, month, lambda: time.sleep(site.chance.uniform(0, 0.8) * seconds))
		in_the_middle = site.bench.is_working()
		site.bench.kill("worker")
		site.bench.revive("worker")
		cards = get_cards(site, month)
		assert cards in (set(), whole), f"half done after the worker was killed: {cards}"
		site.tally["worker", "done" if cards else "undone"] += 1
		site.tally["worker", "in the middle"] += in_the_middle
	print(dict(site.tally), f"the job takes {seconds:.2f} s")
	# Else the kills would prove nothing.
	assert site.tally["worker", "in the middle"]
	assert site.tally["worker", "undone"]


def begin_job(site: Site, assistant: Client, month: str, then: Callable) -> float:
	"""Ask for the cards of a month; when the worker has begun, do something: how many seconds that took."""
	with ThreadPoolExecutor(1) as pool:
		asking = pool.submit(assistant.do, f"{MONTH_CLOSE}.prepare", month=month)
		wait_until(site.bench.is_working, "no job began")
		began = time.monotonic()
		then()
		seconds = time.monotonic() - began
		assert asking.result().ok, asking.result().text
	return seconds


def get_cards(site: Site, month: str) -> set[tuple]:
	"""(Family, number of visits on its card) of the cards that are committed."""
	rows = "(select count(*) from `tabTimesheet Row` r where r.parent = c.name)"
	query = f"select family, {rows} from `tabAssistant Timesheet` c where month = %s and assistant = %s"
	return set(site.bench.ask("kills", query, [month, f"other.assistant@{DOMAIN}"]))


def test_the_nights_jobs_go_on_after_a_kill(site):
	"""The worker is killed in the middle of the digests, again and again: at the end everybody was told once."""
	told = ask(site.bench, "prepare_digests")
	site.bench.start("worker")
	undone = 0
	for kill in range(NIGHTS_KILLS):
		ask(site.bench, "go_on")
		wait_until(site.bench.is_working, "no job began")
		time.sleep(site.chance.uniform(0, 0.6) * (kill + 1))
		undone += site.bench.is_working()
		site.bench.kill("worker")
		site.bench.revive("worker")
	# Else the kills would prove nothing.
	assert undone
	wait_until(lambda: not let_go_on(site), "the night's jobs do not come to their end")
	tell = "select for_user, count(*) from `tabNotification Log` where subject like 'Terminy%%' group by for_user"
	counted = dict(site.bench.ask("kills", tell))
	assert {counted.get(user) for user in told} == {1}
	assert set(counted.values()) == {1}
	notices = (
		"select user, clock, about, month, worker, due_date, threshold, count(*) n from `tabDeadline Notice`"
	)
	assert site.bench.ask("kills", f"{notices} group by 1, 2, 3, 4, 5, 6, 7 having n > 1") == []


def let_go_on(site: Site) -> list[str]:
	"""Begin what is unfinished, and wait until the worker has nothing to do: the jobs that were unfinished."""
	unfinished = ask(site.bench, "go_on")
	site.bench.settle()
	return unfinished


def test_the_check_finds_nothing(site):
	"""Nothing that the copied site did not break before."""
	assert [finding for finding in ask(site.bench, "check") if finding not in site.broken] == []


# an update

# Who is killed, when the old site shows that the update has come so far (a query that finds a row).
UPDATES = (
	# Between the patches before the tables change and the first table that does.
	("migrate", "select 1 from `tabPatch Log` where patch = 'opsfamily.patches.v1_1.move_modules'"),
	# While tables change, which MariaDB commits one by one.
	("mariadb", "select 1 from `tabDocType` where name = 'Head Deputy'"),
	# Among the patches that fill the new columns.
	("migrate", "select 1 from `tabPatch Log` where patch = 'opsfamily.patches.v1_2.set_visit_natures'"),
)


@pytest.fixture(scope="module")
def old_site(bench: OwnBench, tmp_path_factory) -> str:
	"""A site of version 1.0, as in `tests/update`, whose update has everything still to do."""
	sql = tmp_path_factory.mktemp("old") / "site.sql"
	sql.write_bytes(lzma.decompress(DUMP.read_bytes()))
	bench.make_site(OLD_SITE, sql, {"db_type": "mariadb"})
	return OLD_SITE


def test_a_killed_update_goes_on(bench, old_site):
	"""Killed at three places, it finishes the next time; every patch is noted once and the check finds nothing."""
	chance = random.Random(19)
	for victim, has_come_so_far in UPDATES:
		kill_update(bench, old_site, victim, has_come_so_far, chance.uniform(0, 0.3))
	assert bench.migrate(old_site).wait() == 0, bench.log_of_updates.read_text()[-2000:]
	noted = Counter(get_noted_patches(bench))
	# Version 1.0 had patches of its own besides.
	assert {patch: noted[patch] for patch in get_patches()} == dict.fromkeys(get_patches(), 1)
	assert ask(bench, "check", site=old_site) == []


def kill_update(bench: OwnBench, site: str, victim: str, has_come_so_far: str, pause: float) -> None:
	"""Begin an update and kill it, or MariaDB below it, in its middle."""
	migrate = bench.migrate(site)
	wait_until(
		lambda: bench.ask("old", has_come_so_far) or migrate.poll() is not None, "the update does not go on"
	)
	time.sleep(pause)
	assert migrate.poll() is None, bench.log_of_updates.read_text()[-2000:]
	if victim == "mariadb":
		bench.kill(victim)
	else:
		kill_process(migrate.pid)
	assert migrate.wait(PATIENCE)
	if victim == "mariadb":
		bench.revive(victim)


def get_noted_patches(bench: OwnBench) -> list[str]:
	query = "select patch from `tabPatch Log` where patch like '%%opsfamily.%%' and skipped = 0"
	return [patch.split("#")[0].strip() for (patch,) in bench.ask("old", query)]


def get_patches() -> list[str]:
	lines = (REPO / "opsfamily" / "patches.txt").read_text().splitlines()
	return [line.split("#")[0].strip() for line in lines if "opsfamily." in line]
