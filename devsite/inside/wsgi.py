"""The web application for gunicorn: the framework, with what a web server in front of it would serve.

Run in the bench's `sites` folder; the site is named by the Host header.
"""

from pathlib import Path

from werkzeug.middleware.shared_data import SharedDataMiddleware

from frappe.app import application as framework

SITES = Path.cwd()


class SiteFiles:
	"""Serves each site's public files under /files; everything else goes on to the framework."""

	def __init__(self, application):
		self.application = application
		self.of_site = {}

	def __call__(self, environ, start_response):
		site = environ.get("HTTP_HOST", "").partition(":")[0]
		if not environ.get("PATH_INFO", "").startswith("/files/") or not (SITES / site).is_dir():
			return self.application(environ, start_response)
		return self._files_of(site)(environ, start_response)

	def _files_of(self, site):
		if site not in self.of_site:
			folder = str(SITES / site / "public" / "files")
			self.of_site[site] = SharedDataMiddleware(self.application, {"/files": folder})
		return self.of_site[site]


application = SiteFiles(SharedDataMiddleware(framework, {"/assets": str(SITES / "assets")}))
