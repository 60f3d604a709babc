"""The app's rules between documents, checked on a site."""

from devsite import demo
from devsite.paths import Layout

RUN = "opsfamily.setup.check.run"


def run(site: str, layout: Layout) -> int:
	"""Check every rule and print those that are broken with their documents; return 1 when one is."""
	answer = demo.call_and_read(site, layout, RUN, "check", what="checking the rules between documents")
	for broken in answer["broken"]:
		print(f"{broken['rule']}")
		for document in broken["documents"]:
			print(f"  {document}")
	print(f"{answer['rules']} rules checked, {len(answer['broken'])} broken.")
	return int(bool(answer["broken"]))
