"""A person's session over real HTTP."""

import os
from urllib.parse import urlsplit

import requests

from opsfamily.tests import factories

ADDRESS = urlsplit(os.environ.get("OPSFAMILY_URL", "http://localhost"))
# Asked by address with the site's name in a header, so that no resolver has to know *.localhost.
WHO = "frappe.auth.get_logged_user"
BASE = f"http://127.0.0.1:{ADDRESS.port or 80}"


# (User, password) → cookies and token of their login: a login takes as long as a dozen requests.
logins: dict[tuple[str, str], tuple[dict, str]] = {}


class Person(requests.Session):
	"""Logged in as one user; paths instead of addresses. Sessions of one user share a login while it is valid.

	alone: with a login that no other session has, as on another device. No proxy or password of the machine's is looked for
	with each request.
	"""

	def __init__(self, user: str, password: str = factories.PASSWORD, alone: bool = False):
		super().__init__()
		self.trust_env = False
		self.headers.update({"Host": ADDRESS.netloc, "Accept": "application/json"})
		self.user = user
		if alone:
			self.log_in(user, password)
		elif not self._has_kept_login(user, password):
			cookies, token = self.log_in(user, password)
			logins[user, password] = cookies, token

	def is_logged_in(self) -> bool:
		return self.call(WHO).json().get("message") == self.user

	def log_in(self, user: str, password: str) -> tuple[dict, str]:
		"""Return the cookies and the token of a new login."""
		answer = self.post("/api/method/login", data={"usr": user, "pwd": password})
		assert answer.ok, answer.text
		token = self._csrf_token()
		self.headers["X-Frappe-CSRF-Token"] = token
		return self.get_cookies(), token

	def get_cookies(self) -> dict[str, str]:
		return {cookie.name: cookie.value for cookie in self.cookies}

	def _has_kept_login(self, user: str, password: str) -> bool:
		"""Take over an earlier login of the user, unless it has ended since."""
		cookies, token = logins.pop((user, password), ({}, ""))
		self.cookies.update(cookies)
		is_valid = bool(cookies) and self.is_logged_in()
		if is_valid:
			logins[user, password] = cookies, token
			self.headers["X-Frappe-CSRF-Token"] = token
		else:
			self.cookies.clear()
		return is_valid

	def request(self, method, url, *arguments, **options):
		return super().request(method, f"{BASE}{url}", *arguments, **options)

	def twin(self) -> "Person":
		"""The same login once more, for requests at the same moment: a session is not made for several threads."""
		twin = Person.__new__(Person)
		requests.Session.__init__(twin)
		twin.trust_env = False
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
		super().__init__("Guest", alone=True)

	def log_in(self, user: str, password: str) -> None:
		"""There is nothing to log in with."""
