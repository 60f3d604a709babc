"""A real Chromium on the real Desk; every test fails on a page error or a console error of ours."""

import csv
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
	Browser,
	BrowserContext,
	BrowserType,
	Locator,
	Page,
	Playwright,
	sync_playwright,
)

import frappe

import opsfamily
from opsfamily.tests import factories
from tests.rest.http import Person

URL = os.environ.get("OPSFAMILY_URL", "")
DEMO_PASSWORD = os.environ.get("OPSFAMILY_DEMO_PASSWORD", "")
CHROMIUM = "/usr/bin/chromium-headless-shell"
FLAGS = (
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	"--host-resolver-rules=MAP *.localhost 127.0.0.1",
)
DESKTOP = {"width": 1400, "height": 1000}
PHONE = {"width": 390, "height": 844}
LOG_IN = """([usr, pwd]) => fetch("/api/method/login", {
	method: "POST",
	headers: { "Content-Type": "application/x-www-form-urlencoded" },
	body: new URLSearchParams({ usr, pwd }),
}).then((answer) => answer.ok)"""
# The trying-out site has no realtime server; the Desk says so and works on. The platform's charts complain
# when their page is left before they are drawn.
NOT_OURS = (
	"socket.io",
	"ERR_CONNECTION_REFUSED",
	"reading 'emit'",
	"<rect> attribute width: A negative value",
	'Expected length, "NaN"',
	'Expected number, "translate(NaN',
)
SMALLEST_TARGET = 44
# Text that somebody sees, with what assistive software says instead of a picture.
SHOWN_TEXTS = """() => {
	const texts = [];
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const parent = walker.currentNode.parentElement;
		const text = walker.currentNode.textContent.trim();
		if (text && !["SCRIPT", "STYLE"].includes(parent.tagName) && parent.checkVisibility()) texts.push(text);
	}
	for (const el of document.querySelectorAll("[placeholder], [aria-label], [title]"))
		if (el.checkVisibility())
			texts.push(...["placeholder", "aria-label", "title"].map((name) => (el.getAttribute(name) || "").trim()));
	return texts;
}"""
# The pages that the Desk keeps hidden, and its hidden calendars, would cost axe more time with each screen.
SERIOUS = """async (context) => {
	const hidden = [...document.querySelectorAll(".page-container, .datepicker")]
		.filter((part) => !part.checkVisibility())
		.map((part) => [part, document.createComment("")]);
	hidden.forEach(([part, place]) => part.replaceWith(place));
	try {
		const found = await axe.run(context, { resultTypes: ["violations"] });
		return found.violations
			.filter((rule) => ["serious", "critical"].includes(rule.impact))
			.map((rule) => `${rule.id}: ${rule.help}: ${rule.nodes.slice(0, 5).map((node) => node.html).join(" | ")}`);
	} finally {
		hidden.forEach(([part, place]) => place.replaceWith(part));
	}
}"""


def english_of_ours() -> frozenset[str]:
	"""Our English strings whose Polish is another: none of them may stand on a screen."""
	path = Path(opsfamily.__file__).parent / "translations" / "pl.csv"
	with path.open(encoding="utf-8", newline="") as rows:
		return frozenset(row[0] for row in csv.reader(rows) if row[0] != row[1])


ENGLISH = english_of_ours()


class Desk:
	"""One person's Desk in a window of a size."""

	def __init__(self, page: Page):
		self.page = page
		self.taps = 0
		self.errors: list[str] = []
		page.on("pageerror", lambda error: self._note(str(error)))
		page.on("console", self._note_console)

	def _note(self, error: str) -> None:
		if not any(word in error for word in NOT_OURS):
			self.errors.append(error)

	def _note_console(self, message) -> None:
		if message.type == "error":
			self._note(f"{message.text} {message.location.get('url', '')}")

	def forgive_refusal(self) -> None:
		"""The Desk writes a refusal (417) and its trace to the console: expected where one is tested."""
		self.errors = [e for e in self.errors if "417" not in e and "Traceback" not in e]

	def open(self, path: str) -> "Desk":
		self._go(path)
		self.settle()
		return self

	def _go(self, path: str) -> None:
		"""Go to a place of the Desk; `/app` leads to `/desk` on v16."""
		self.page.goto(f"{URL}/app/{path}")
		self.page.wait_for_function("window.frappe?.get_route?.()?.length")

	def open_form(self, doctype: str, name: str) -> "Desk":
		self._go(f"{doctype.lower().replace(' ', '-')}/{name}")
		self.page.wait_for_function(
			"(doctype) => window.cur_frm && cur_frm.doctype === doctype && cur_frm.doc && !cur_frm.refreshing",
			arg=doctype,
		)
		self.settle()
		return self

	def settle(self) -> None:
		"""Wait until the page has asked the server for all that it needs."""
		self.page.wait_for_function("!window.frappe?.request?.ajax_count")
		self.page.wait_for_timeout(300)

	def tap(self, target: Locator) -> None:
		"""One counted tap of a finger; whatever is tapped on a phone is at least 44 px wide and high."""
		target.scroll_into_view_if_needed()
		box = target.bounding_box()
		if self.page.viewport_size["width"] == PHONE["width"]:
			size = f"{box['width']:.0f} × {box['height']:.0f} px"
			assert min(box["width"], box["height"]) >= SMALLEST_TARGET - 0.5, f"{target} is only {size}"
		target.click()
		self.taps += 1

	def assert_accessible(self, region: str, without: Iterable[str] = ()) -> None:
		"""axe-core finds nothing serious or critical in the part of the page that is ours.

		region, without: CSS selectors of that part, and of what is left out of it.
		"""
		self.page.evaluate("document.activeElement?.blur()")
		if not self.page.evaluate("window.axe !== undefined"):
			self.page.evaluate(
				(Path(os.environ["OPSFAMILY_NODE_MODULES"]) / "axe-core/axe.min.js").read_text()
			)
		found = self.page.evaluate(SERIOUS, {"include": [region], "exclude": list(without)})
		assert not found, "\n".join(found)

	def assert_polish(self) -> None:
		"""No English string of ours stands on the screen."""
		found = ENGLISH.intersection(self.page.evaluate(SHOWN_TEXTS))
		assert not found, f"English on {self.page.url}: {sorted(found)}"

	def save(self) -> str:
		"""Press Save and answer the saved document's name."""
		self.page.locator(".page-actions .primary-action:visible").first.click()
		self.page.wait_for_function("cur_frm && !cur_frm.is_new() && !cur_frm.is_dirty()")
		self.settle()
		return self.page.evaluate("cur_frm.doc.name")

	def fill(self, fieldname: str, value: str) -> None:
		field = self.page.locator(f'.frappe-control[data-fieldname="{fieldname}"]:visible').first
		control = field.locator("input, textarea").first
		control.fill(value)
		control.press("Tab")

	def shot(self, name: str) -> None:
		"""Keep a picture for people to look at; what is worth a picture is Polish."""
		self.assert_polish()
		folder = Path(os.environ["OPSFAMILY_BENCH"]).parent / "shots"
		folder.mkdir(exist_ok=True)
		self.page.screenshot(path=str(folder / f"{name}.png"))

	def assert_no_sideways_scroll(self) -> None:
		width = self.page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
		assert width <= 0, f"the page is {width} px too wide"


@pytest.fixture(scope="session")
def playwright(connected_site: str) -> Iterator[Playwright]:
	# Playwright's own loop runs in this thread, so the framework is connected before it.
	with sync_playwright() as playwright:
		yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
	browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
	yield browser
	browser.close()


class Devices:
	"""Windows and logins that go from one test to the next: a device as it comes from the shop, but for what the browser
	keeps of the Desk's scripts. Neither is shared by two people of one test.

	A window is a browser of its own, with a folder in `folder`: only there Chromium keeps the scripts compiled, and opens
	the Desk in half the time.
	"""

	def __init__(self, chromium: BrowserType, folder: Path):
		self.chromium = chromium
		self.folder = folder
		self.opened: list[BrowserContext] = []
		self.windows: dict[int, list[BrowserContext]] = defaultdict(list)
		self.logins: dict[tuple[str, str], list[Person]] = defaultdict(list)

	def take(self, user: str, password: str, size: dict) -> tuple[BrowserContext, Person]:
		# As a login does: an earlier test may have changed what the person's Desk begins with.
		frappe.clear_cache(user=user)
		windows, logins = self.windows[size["width"]], self.logins[user, password]
		window = windows.pop() if windows else self._new_window(size)
		login = logins.pop() if logins else None
		if not (login and login.is_logged_in()):
			login = Person(user, password, alone=True)
		window.add_cookies(
			[{"name": name, "value": value, "url": URL} for name, value in login.get_cookies().items()]
		)
		return window, login

	def _new_window(self, size: dict) -> BrowserContext:
		# A dialog that fades in or out takes no order, and on a busy machine that lasts longer than a test waits.
		person = {"locale": "pl-PL", "timezone_id": "Europe/Warsaw", "reduced_motion": "reduce"}
		window = self.chromium.launch_persistent_context(
			tempfile.mkdtemp(dir=self.folder),
			executable_path=CHROMIUM,
			args=list(FLAGS),
			viewport=size,
			**person,
		)
		self.opened.append(window)
		# The first page of a cold server takes its time.
		window.set_default_timeout(60_000)
		return window

	def give_back(self, window: BrowserContext, login: Person, password: str, size: dict) -> None:
		"""Close what is open but the empty page that every window begins with, and leave nothing of the person."""
		empty, *pages = window.pages
		for page in pages:
			page.close()
		window.set_offline(False)
		what = {
			"origin": URL,
			"storageTypes": "cookies,local_storage,indexeddb,cache_storage,service_workers",
		}
		window.new_cdp_session(empty).send("Storage.clearDataForOrigin", what)
		window.clear_cookies()
		self.windows[size["width"]].append(window)
		self.logins[login.user, password].append(login)


@pytest.fixture(scope="session")
def devices(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Devices]:
	devices = Devices(playwright.chromium, tmp_path_factory.mktemp("windows"))
	yield devices
	for window in devices.opened:
		window.close()


@pytest.fixture
def desk_of(devices: Devices) -> Iterator[Callable[..., Desk]]:
	"""`desk_of(email, password=…, size=…)` is a logged-in person's Desk; errors are looked at when the test ends."""
	opened: list[Desk] = []
	taken: list[tuple] = []

	def open_desk(user: str, password: str = factories.PASSWORD, size: dict = DESKTOP) -> Desk:
		window, login = devices.take(user, password, size)
		taken.append((window, login, password, size))
		opened.append(Desk(window.new_page()))
		return opened[-1]

	yield open_desk
	errors = [error for desk in opened for error in desk.errors]
	try:
		for device in taken:
			devices.give_back(*device)
	finally:
		assert not errors, errors
