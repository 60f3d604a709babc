"""What our pages ask for on a phone over a slow line, on a first and a second load: bytes, requests, seconds.

The seconds are those of this machine with Chromium's throttling; a server that compresses sends a third of the bytes.
"""

import os
from collections import Counter
from collections.abc import Iterator
from time import perf_counter
from typing import NamedTuple

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.browser.conftest import FLAGS, LOG_IN, PHONE

URL, PASSWORD = os.environ.get("OPSFAMILY_URL", ""), os.environ.get("OPSFAMILY_DEMO_PASSWORD", "")
LATENCY_MS, BITS_A_SECOND = 400, 400_000
PATIENCE_MS = 300_000
OURS = ("/assets/opsfamily/", "opsfamily.")
IDLE = "() => window.frappe?.request && !frappe.request.ajax_count"


class Screen(NamedTuple):
	"""A page of ours, whose it is, what is seen when it can be used, and within how many seconds (None: no goal)."""

	path: str
	user: str
	shows: str
	first: float | None = None
	later: float | None = None


class Load(NamedTuple):
	"""What one load asked for. twice: what was asked for more than once."""

	seconds: float
	requests: int
	kilobytes: float
	of_ours: float
	twice: tuple[str, ...]


SCREENS = (
	Screen("quick-visit", "assistant", ".quick-visit", 5, 2),
	Screen("month-close", "assistant", ".month-close"),
	Screen("query-report/Deadlines", "assistant", ".datatable"),
	Screen("family-visit", "assistant", ".list-row, .no-result"),
)


class Recorder:
	"""What a page asks the network for, until it is asked what that was."""

	def __init__(self, session: CDPSession):
		self.urls: dict[str, str] = {}
		self.asked: Counter[str] = Counter()
		self.bytes: dict[str, int] = {}
		session.on("Network.requestWillBeSent", self._note_request)
		session.on("Network.loadingFinished", self._note_end)

	def _note_request(self, event: dict) -> None:
		request = event["request"]
		if request["url"].startswith(("data:", "blob:")):
			return
		self.urls[event["requestId"]] = request["url"]
		self.asked[f"{request['method']} {request['url']} {request.get('postData', '')}"] += 1

	def _note_end(self, event: dict) -> None:
		# Nothing is sent for what the browser has kept.
		if event["requestId"] in self.urls and event["encodedDataLength"]:
			self.bytes[event["requestId"]] = int(event["encodedDataLength"])

	def get_load(self, seconds: float) -> Load:
		ours = sum(size for key, size in self.bytes.items() if any(word in self.urls[key] for word in OURS))
		twice = tuple(what[:120] for what, times in self.asked.items() if times > 1)
		return Load(seconds, len(self.bytes), sum(self.bytes.values()) / 1000, ours / 1000, twice)


def run(missed: list[str]) -> Iterator[str]:
	"""Load every page twice. Yield the lines of the table as they come, and note the goals that were missed."""
	yield f"{'page':28}{'load':8}{'seconds':>9}{'requests':>10}{'kB':>9}{'ours kB':>9}  goal"
	with sync_playwright() as playwright:
		browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
		for screen in SCREENS:
			loads = load_twice(browser, screen)
			for name, load, goal in zip(
				("first", "second"), loads, (screen.first, screen.later), strict=True
			):
				yield _make_line(screen, name, load, goal)
				missed += find_missed(screen, name, load, goal)
		browser.close()


def find_missed(screen: Screen, name: str, load: Load, goal: float | None) -> list[str]:
	"""Return what a load should not do: take longer than its goal, or ask twice for the same thing."""
	where = f"{screen.path}, {name} load"
	late = [f"{where}: {load.seconds:.1f} s; ≤ {goal} s"] if is_late(load, goal) else []
	return [*late, *(f"{where} asks twice: {what}" for what in load.twice)]


def is_late(load: Load, goal: float | None) -> bool:
	return goal is not None and load.seconds > goal


def _make_line(screen: Screen, name: str, load: Load, goal: float | None) -> str:
	said = f"≤ {goal} s" if goal else "–"
	cells = f"{load.seconds:9.1f}{load.requests:10}{load.kilobytes:9.0f}{load.of_ours:9.0f}"
	return f"{screen.path:28}{name:8}{cells}  {said}{'  MISSED' if is_late(load, goal) else ''}"


def load_twice(browser: Browser, screen: Screen) -> list[Load]:
	"""Load a page with nothing kept, then once more."""
	context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True, locale="pl-PL")
	page = context.new_page()
	page.set_default_timeout(PATIENCE_MS)
	page.goto(f"{URL}/login")
	if not page.evaluate(LOG_IN, [f"{screen.user}@lipowagora.example", PASSWORD]):
		raise SystemExit(f"{screen.user} cannot log in")
	session = context.new_cdp_session(page)
	session.send("Network.enable")
	session.send("Network.clearBrowserCache")
	line = BITS_A_SECOND / 8
	conditions = {"latency": LATENCY_MS, "downloadThroughput": line, "uploadThroughput": line}
	session.send("Network.emulateNetworkConditions", {"offline": False, **conditions})
	loads = [load(page, session, screen) for _time in range(2)]
	context.close()
	return loads


def load(page: Page, session: CDPSession, screen: Screen) -> Load:
	recorder, began = Recorder(session), perf_counter()
	page.goto(f"{URL}/app/{screen.path}", wait_until="commit")
	page.locator(screen.shows).first.wait_for(state="visible")
	page.wait_for_function(IDLE)
	return recorder.get_load(perf_counter() - began)
