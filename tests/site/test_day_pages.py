"""The day pages: today first, at most five ways by how often they are used, counts that lead to what they count."""

import json
from pathlib import Path

import pytest

import opsfamily

DATA = Path(opsfamily.__file__).parent / "setup" / "data"
DAYS = ("assistant_day", "coordinator_day", "head_day", "social_worker_day")
MOST = 5


def read(day: str) -> dict:
	return json.loads((DATA / "workspace" / f"{day}.json").read_text(encoding="utf-8"))


def blocks(day: str) -> list[dict]:
	return json.loads(read(day)["content"])


@pytest.mark.parametrize("day", DAYS)
def test_at_most_five_ways_and_each_is_on_the_page(day):
	shown = [block["data"]["shortcut_name"] for block in blocks(day) if block["type"] == "shortcut"]
	assert 0 < len(shown) <= MOST
	assert shown == [row["label"] for row in read(day)["shortcuts"]]


@pytest.mark.parametrize("day", DAYS)
def test_the_first_row_is_today(day):
	kinds = [block["type"] for block in blocks(day) if block["type"] != "onboarding"]
	assert kinds[0] == "number_card"
	assert kinds.index("number_card") < kinds.index("shortcut") < kinds.index("quick_list")


@pytest.mark.parametrize("day", DAYS)
def test_every_count_leads_to_its_list(day):
	files = {path.stem: path for path in (DATA / "number_card").glob("*.json")}
	for row in read(day)["number_cards"]:
		card = json.loads(files[row["number_card_name"].lower().replace(" ", "_")].read_text("utf-8"))
		# A card of the type Custom leads nowhere.
		leads_to = {"Document Type": card.get("document_type"), "Report": card.get("report_name")}
		assert leads_to[card["type"]], card["name"]
