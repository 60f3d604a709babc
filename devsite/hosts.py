"""The names of the sites, and the addresses at which a released framework finds them."""

FOR_TRYING = "ops.localhost"
# All tests run on both at once; a few, on the first.
FOR_TESTS = ("test.localhost", "test2.localhost")
FOR_TIMING = "perf.localhost"
# Filled anew with a section of a size each time.
FOR_SECTIONS = "section.localhost"
# Made by the tests of updates themselves, each from a dump of an earlier version.
FOR_UPDATES = "update.localhost"
FOR_LATER_UPDATES = "update11.localhost"
ALL = (FOR_TRYING, *FOR_TESTS, FOR_TIMING, FOR_UPDATES, FOR_LATER_UPDATES, FOR_SECTIONS)

# A released framework prints by asking its own site for styles and pictures, and not every machine knows *.localhost.
ADDRESSES = {site: f"127.0.0.{number}" for number, site in enumerate(ALL, start=1)}
