"""The demo office, on a site to try the app on.

Its story, told through three cases: `bench --site SITE execute opsfamily.setup.demo.run`. A section over a year, for
lists, reports and figures: `bench --site SITE execute opsfamily.setup.demo.section`.
"""

from opsfamily.setup.demo.office_year.section import section
from opsfamily.setup.demo.story import run

__all__ = ["run", "section"]
