"""A person's session over real HTTP."""

import os
from urllib.parse import urlsplit

import requests

from opsfamily.tests import factories

ADDRESS = urlsplit(os.environ.get("OPSFAMILY_URL", "http://localhost"))
# Asked by address with the site's name in a header, so that no resolver has to know *.localhost.
BASE = f"http://127.0.0.1:{ADDRESS.port or 80}"


class Person(requests.Session):
	"""Logged in as one user; paths instead of addresses."""

	def __init__(self, user: str, password: str = factories.PASSWORD):
		super().__init__()
		self.headers.update({"Host": ADDRESS.netloc, "Accept": "application/json"})
		self.log_in(user, password)

	def log_in(self, user: str, password: str) -> None:
		answer = self.post("/api/method/login", data={"usr": user, "pwd": password})
		assert answer.ok, answer.text
		self.user = user
		self.headers["X-Frappe-CSRF-Token"] = self._csrf_token()

	def request(self, method, url, *arguments, **options):
		return super().request(method, f"{BASE}{url}", *arguments, **options)

	def twin(self) -> "Person":
		"""The same login once more, for requests at the same moment: a session is not made for several threads."""
		twin = Person.__new__(Person)
		requests.Session.__init__(twin)
		twin.headers.update(self.headers)
		twin.cookies.update(self.cookies)
		twin.user = self.user
		return twin

	def call(self, method: str, /, **arguments) -> requests.Response:
		return self.get(f"/api/method/{method}", params=arguments)

	def do(self, method: str, /, **arguments) -> requests.Response:
		return self.post(f"/api/method/{method}", data=arguments)

	def _csrf_token(self) -> str:
		page = self.get("/app", headers={"Accept": "text/html"}).text
		marker = 'frappe.csrf_token = "'
		return page.partition(marker)[2].partition('"')[0] if marker in page else ""


class Guest(Person):
	"""Somebody who has not logged in."""

	def __init__(self):
		super().__init__("Guest")

	def log_in(self, user: str, password: str) -> None:
		self.user = user
