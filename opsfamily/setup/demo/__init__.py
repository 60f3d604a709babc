"""The demo case: `bench --site SITE execute opsfamily.setup.demo.run`."""

from opsfamily.setup.demo.story import run

__all__ = ["run"]
