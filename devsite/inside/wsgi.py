"""The web application for gunicorn: the framework, with what a web server in front of it would serve.

Run in the bench's `sites` folder; the site is named by the Host header.
"""

import os
from pathlib import Path

from werkzeug.middleware.shared_data import SharedDataMiddleware
from werkzeug.wrappers import Response

from frappe.app import application as framework

from devsite.hosts import ADDRESSES

SITES = Path.cwd()


class SiteFiles:
	"""Serves each site's public files under /files; everything else goes on to the framework."""

	def __init__(self, application):
		self.application = application
		self.of_site = {}

	def __call__(self, environ, start_response):
		site = _site(environ)
		if not environ.get("PATH_INFO", "").startswith("/files/") or not (SITES / site).is_dir():
			return self.application(environ, start_response)
		return self._files_of(site)(environ, start_response)

	def _files_of(self, site):
		if site not in self.of_site:
			folder = str(SITES / site / "public" / "files")
			self.of_site[site] = SharedDataMiddleware(self.application, {"/files": folder})
		return self.of_site[site]


class NoRealtime:
	"""Turns the Desk's call for live updates down in the words of socket.io, so that it stops calling.

	There is no socket.io server here. The framework's own switch for that (`disable_async`) makes its
	list views fail, and an unanswered call fills the browser's console with errors.
	"""

	OPENED = '0{"sid":"none","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}'
	REFUSED = '44/{site},{{"message":"no live updates on this site"}}'

	def __init__(self, application):
		self.application = application

	def __call__(self, environ, start_response):
		if not environ.get("PATH_INFO", "").startswith("/socket.io/"):
			return self.application(environ, start_response)
		return Response(self._answer(environ), mimetype="text/plain")(environ, start_response)

	def _answer(self, environ):
		if "sid=" not in environ["QUERY_STRING"]:
			return self.OPENED
		return "ok" if environ["REQUEST_METHOD"] == "POST" else self.REFUSED.format(site=_site(environ))


def _site(environ):
	return environ.get("HTTP_HOST", "").partition(":")[0]


class SiteOfAddress:
	"""Lets the framework find the site that is asked by an address of its own (devsite/hosts.py)."""

	SITES = {address: site for site, address in ADDRESSES.items()}

	def __init__(self, application):
		self.application = application

	def __call__(self, environ, start_response):
		host, _colon, port = environ.get("HTTP_HOST", "").partition(":")
		if host in self.SITES:
			environ["HTTP_HOST"] = f"{self.SITES[host]}:{port}"
		return self.application(environ, start_response)


class NamesItsBench:
	"""Gives every answer the bench's token, by which devsite knows its own server."""

	def __init__(self, application):
		self.application = application
		self.header = ("X-Devsite-Bench", os.environ.get("DEVSITE_BENCH", ""))

	def __call__(self, environ, start_response):
		def start(status, headers, *error):
			return start_response(status, [*headers, self.header], *error)

		return self.application(environ, start)


with_assets = SharedDataMiddleware(framework, {"/assets": str(SITES / "assets")})
application = NamesItsBench(SiteOfAddress(NoRealtime(SiteFiles(with_assets))))
