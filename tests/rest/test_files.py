"""Files of a family's documents over HTTP: read and written as their document, private on the disk, never lost."""

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import email
from tests.rest.at_once import AT_ONCE, ROUNDS, at_once, count
from tests.rest.http import Guest, Person

# Of this run alone: an earlier one that failed may have left files on the disk.
SECRET = f"Sekretna-{uuid4().hex}"
FILE = "frappe.core.api.file"
SITE_FILES = ("private", "public")


@dataclass(frozen=True)
class Scans:
	family: str
	plan: str
	row: str
	# File's name and URL: on the family, on the submitted plan, on a row.
	on_family: tuple[str, str]
	on_plan: tuple[str, str]
	on_row: tuple[str, str]


@pytest.fixture(scope="module")
def scans(committed) -> Scans:
	"""The former assistant has uploaded every file, and is no longer on the case."""

	def make() -> Scans:
		family = factories.make_family(representative="Sekretna Rodzina")
		factories.assign(family.name, "other_assistant")
		ended = {"from_date": factories.day(-300), "until_date": factories.day(-2)}
		factories.assign(family.name, "assistant", "Substitute", **ended)
		plan = factories.submitted(factories.make_plan(family.name, long_term_goals=[{"goal": "x"}]))
		row = family.members[0].name
		places = (("Family", family.name), ("Family Work Plan", plan.name), ("Family Member", row))
		return Scans(family.name, plan.name, row, *[upload_as_former(*place) for place in places])

	return committed(make)


def upload_as_former(doctype: str, name: str) -> tuple[str, str]:
	content = f"{SECRET} {frappe.generate_hash()}"
	place = {"attached_to_doctype": doctype, "attached_to_name": name}
	file = frappe.get_doc(
		{"doctype": "File", "file_name": f"skan-{frappe.generate_hash()}.txt", "content": content, **place}
	).insert()
	file.db_set("owner", email("assistant"))
	return file.name, file.file_url


@pytest.fixture(scope="module")
def outsiders(scans) -> dict[str, Person]:
	"""The former assistant uploaded the files; the others never saw them."""
	people = {key: Person(email(key)) for key in ("assistant", "stranger", "day_centre", "nobody")}
	return {**people, "Guest": Guest()}


@pytest.fixture(scope="module")
def stranger(outsiders) -> Person:
	return outsiders["stranger"]


@pytest.fixture(scope="module")
def insider(scans) -> Person:
	return Person(email("other_assistant"))


def on_disk(url: str) -> Path:
	root = Path(frappe.get_site_path()).absolute()
	return root / url.lstrip("/") if url.startswith("/private/") else root / "public" / url.lstrip("/")


def get_public_files() -> dict[str, bytes]:
	folder = Path(frappe.get_site_path("public", "files")).absolute()
	return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture
def untouched(scans, stored):
	"""Whatever the test tries: the files stay on the disk and on their documents, and none becomes public."""
	names = [name for name, _url in (scans.on_family, scans.on_plan, scans.on_row)]
	fields = ["file_url", "is_private", "attached_to_doctype", "attached_to_name"]
	before = {name: stored("File", name, fields) for name in names}
	contents = {url: on_disk(url).read_bytes() for url, *_rest in before.values()}
	yield
	assert {name: stored("File", name, fields) for name in names} == before
	assert {url: on_disk(url).read_bytes() for url in contents} == contents
	leaked = [name for name, content in get_public_files().items() if SECRET.encode() in content]
	assert not leaked


def refuses(answer, what: str = "") -> None:
	assert 400 <= answer.status_code < 500, f"{what}: {answer.status_code} {answer.text[:1500]}"
	assert SECRET not in answer.text, what


def test_who_may_not_read_the_document_reads_no_file(scans, outsiders, untouched):
	"""Also not who uploaded it and has left the case."""
	for key, person in outsiders.items():
		for name, url in (scans.on_family, scans.on_plan, scans.on_row):
			refuses(person.get(url), f"{key}: path")
			refuses(person.get(url, params={"fid": name}), f"{key}: fid")
			refuses(person.get(url.replace("/private/files/", "/private/files/./")), f"{key}: dot")
			refuses(person.call("download_file", file_url=url), f"{key}: download_file")
			refuses(person.call("frappe.handler.download_file", file_url=url), f"{key}: handler")
			refuses(person.call(f"{FILE}.zip_files", files=json.dumps([name])), f"{key}: zip")
			refuses(person.get(f"/api/resource/File/{name}"), f"{key}: rest")
			refuses(person.call("frappe.client.get", doctype="File", name=name), f"{key}: client.get")


def test_lists_of_files_name_none(scans, outsiders):
	names = json.dumps([["name", "in", [scans.on_family[0], scans.on_plan[0], scans.on_row[0]]]])
	for key, person in outsiders.items():
		answer = person.get("/api/resource/File", params={"filters": names, "fields": '["*"]'})
		assert not answer.ok or answer.json()["data"] == [], f"{key}: {answer.text[:1500]}"


def test_who_may_read_the_document_reads_its_files(scans, insider):
	for _name, url in (scans.on_family, scans.on_plan, scans.on_row):
		answer = insider.get(url)
		assert answer.ok, answer.text[:1500]
		assert SECRET in answer.text
		assert insider.call("download_file", file_url=url).ok


def test_who_has_left_changes_and_deletes_nothing(scans, outsiders, untouched):
	detached = {"attached_to_doctype": None, "attached_to_name": None}
	for key, person in outsiders.items():
		for name, _url in (scans.on_family, scans.on_plan, scans.on_row):
			rest = f"/api/resource/File/{name}"
			for change in (detached, {"is_private": 0}, {**detached, "is_private": 0}):
				refuses(person.put(rest, json=change), f"{key}: {change}")
			values = {"doctype": "File", "name": name, "fieldname": json.dumps(detached)}
			refuses(person.do("frappe.client.set_value", **values), f"{key}: set_value")
			refuses(person.delete(rest), f"{key}: delete")
			refuses(person.do("frappe.desk.form.utils.remove_attach", fid=name), f"{key}: remove_attach")
			refuses(person.do(f"{FILE}.unzip_file", name=name), f"{key}: unzip")


def test_nobody_attaches_to_what_they_may_not_write(scans, outsiders):
	"""By any way in; nothing is left on the disk."""
	of_family = {"attached_to_doctype": ["in", ["Family", "Family Member"]]}
	before = count("File", **of_family)
	word = f"Podrzucone-{frappe.generate_hash(length=6)}"
	for key, person in outsiders.items():
		for doctype, name in (("Family", scans.family), ("Family Member", scans.row)):
			place = {"attached_to_doctype": doctype, "attached_to_name": name}
			body = {"file_name": f"{word}.txt", "content": f"{word} {key} {doctype}", **place}
			refuses(person.post("/api/resource/File", json=body), f"{key}: rest")
			refuses(
				person.post(
					"/api/method/upload_file",
					data={"doctype": doctype, "docname": name, "is_private": 1},
					files={"file": (f"{word}.txt", word.encode())},
				),
				f"{key}: upload_file",
			)
			attach = {"filename": f"{word}.txt", "filedata": word, "doctype": doctype, "docname": name}
			refuses(person.do("frappe.client.attach_file", **attach), f"{key}: attach_file")
	assert count("File", **of_family) == before
	for folder in SITE_FILES:
		assert not list(Path(frappe.get_site_path(folder, "files")).glob(f"{word}*")), folder


def test_nor_moves_a_file_of_their_own_there(scans, stranger, stored):
	name, _url = upload(stranger, "moje.txt")
	place = {"attached_to_doctype": "Family", "attached_to_name": scans.family}
	refuses(stranger.put(f"/api/resource/File/{name}", json=place))
	assert stored("File", name, "attached_to_name") is None


def upload(person: Person, filename: str, private: int = 1) -> tuple[str, str]:
	"""Upload a file that hangs on nothing: its name and URL."""
	content = f"wlasne {frappe.generate_hash()}"
	body = {"file_name": filename, "content": content, "is_private": private}
	answer = person.post("/api/resource/File", json=body)
	assert answer.ok, answer.text[:1500]
	made = answer.json()["data"]
	return made["name"], made["file_url"]


@pytest.mark.parametrize("private", [0, 1])
@pytest.mark.parametrize("place", ["family", "row"])
def test_a_file_of_the_family_is_private_from_the_first_byte(scans, insider, private, place, stored):
	doctype, name = ("Family", scans.family) if place == "family" else ("Family Member", scans.row)
	word = f"Nowy-{frappe.generate_hash(length=6)}"
	answer = insider.post(
		"/api/method/upload_file",
		data={"doctype": doctype, "docname": name, "is_private": private},
		files={"file": (f"{word}.txt", word.encode())},
	)
	assert answer.ok, answer.text[:1500]
	made = answer.json()["message"]
	assert made["is_private"] == 1
	assert made["file_url"].startswith("/private/files/")
	assert on_disk(made["file_url"]).read_bytes() == word.encode()
	assert word.encode() not in get_public_files().values()
	assert insider.delete(f"/api/resource/File/{made['name']}").status_code == 202
	assert not on_disk(made["file_url"]).exists()


def spellings(url: str) -> list[str]:
	name = url.rpartition("/")[2]
	return [
		url,
		f"/files/../../private/files/{name}",
		f"/private/files/./{name}",
		f"/private/files/../files/{name}",
		f"/private/files//{name}",
		f"/private/files/%2e/{name}",
		f"/files/%2e%2e/%2e%2e/private/files/{name}",
		f"{frappe.utils.get_url()}{url}",
	]


OUTSIDE = (
	"/files/../../site_config.json",
	"/private/files/../../site_config.json",
	"/private/files/../../logs/frappe.log",
)


@pytest.mark.parametrize("outside", [False, True])
def test_no_record_points_to_what_is_not_theirs(scans, stranger, untouched, outside):
	config = Path(frappe.get_site_path("site_config.json")).absolute().read_bytes()
	name, _url = upload(stranger, "przynęta.txt")
	for url in OUTSIDE if outside else spellings(scans.on_family[1]):
		body = {"file_url": url, "file_name": "cudze.txt"}
		refuses(stranger.post("/api/resource/File", json=body), url)
		refuses(stranger.post("/api/resource/File", json={**body, "is_private": 1}), url)
		refuses(stranger.do("upload_file", file_url=url, file_name="x.txt"), url)
		refuses(stranger.put(f"/api/resource/File/{name}", json={"file_url": url}), url)
		refuses(stranger.put(f"/api/resource/File/{name}", json={"file_url": url, "is_private": 0}), url)
		refuses(stranger.put(f"/api/resource/File/{name}", json={"thumbnail_url": url}), url)
	assert stranger.delete(f"/api/resource/File/{name}").ok
	assert Path(frappe.get_site_path("site_config.json")).absolute().read_bytes() == config


def test_a_picture_field_copies_no_foreign_file(scans, stranger, untouched):
	"""The framework makes a record of whatever URL an Attach field names, without asking, and copies its content."""
	for url in (*spellings(scans.on_family[1]), OUTSIDE[0]):
		stranger.put(f"/api/resource/User/{stranger.user}", json={"user_image": url})
		assert not frappe.get_all("File", filters={"attached_to_name": stranger.user, "file_url": url})
	stranger.put(f"/api/resource/User/{stranger.user}", json={"user_image": ""})
	assert not any(b"db_password" in content for content in get_public_files().values())


def test_a_forged_hash_moves_no_file_of_a_family(scans, stranger, untouched, stored):
	content_hash = stored("File", scans.on_family[0], "content_hash")
	for private in (0, 1):
		name, _url = upload(stranger, "obce.txt", private)
		stranger.put(f"/api/resource/File/{name}", json={"content_hash": content_hash})
		refuses(stranger.put(f"/api/resource/File/{name}", json={"is_private": 1 - private}))


def test_the_thumbnail_of_another_file_is_no_way_to_delete_it(scans, stranger, untouched):
	name, _url = upload(stranger, "miniatura.txt")
	bare = scans.on_family[1].rpartition("/")[2]
	for url in (scans.on_family[1], f"/private/{bare}", bare, f"/x/y/{bare}"):
		stranger.put(f"/api/resource/File/{name}", json={"thumbnail_url": url})
	stranger.delete(f"/api/resource/File/{name}")


def test_a_scan_of_something_submitted_stays(scans, insider, untouched):
	"""Also for who may write the document, and also when it is to be detached first."""
	name, _url = scans.on_plan
	rest = f"/api/resource/File/{name}"
	detached = {"attached_to_doctype": None, "attached_to_name": None}
	elsewhere = {"attached_to_doctype": "Family", "attached_to_name": scans.family}
	for change in (detached, elsewhere, {"is_private": 0}):
		refuses(insider.put(rest, json=change), str(change))
	refuses(insider.delete(rest))
	refuses(
		insider.do("frappe.desk.form.utils.remove_attach", fid=name, dt="Family Work Plan", dn=scans.plan)
	)
	refuses(insider.do(f"{FILE}.unzip_file", name=name))
	refuses(insider.do("frappe.client.delete", doctype="File", name=name))


def test_other_files_work_as_ever(stranger, stored):
	"""An own file is published, made private again, read and deleted, on the disk as well."""
	name, url = upload(stranger, "zwykly.txt")
	assert stranger.get(url).ok
	published = stranger.put(f"/api/resource/File/{name}", json={"is_private": 0})
	assert published.ok, published.text[:1500]
	public = published.json()["data"]["file_url"]
	assert on_disk(public).exists()
	assert not on_disk(url).exists()
	assert stranger.delete(f"/api/resource/File/{name}").ok
	assert not on_disk(public).exists()
	assert not frappe.db.exists("File", name)


# two families, two workers


@pytest.fixture(scope="module")
def two(committed) -> dict[str, str]:
	"""Two workers, each with a family that the other does not see."""

	def make() -> dict[str, str]:
		families = {}
		for key in ("other_assistant", "stranger"):
			families[key] = factories.make_family(representative="Rodzina Ze Skanem").name
			factories.assign(families[key], key)
		return families

	return committed(make)


def attach(person: Person, family: str, filename: str, content: bytes):
	return person.post(
		"/api/method/upload_file",
		data={"doctype": "Family", "docname": family, "is_private": 1},
		files={"file": (filename, content)},
	)


def test_the_same_scan_in_two_families_is_read_in_each(two, insider, stranger):
	"""A blank form that everybody fills in is no secret of one family, and nobody is told that it is there."""
	people = {"other_assistant": insider, "stranger": stranger}
	content = f"Pusty wniosek {uuid4().hex}".encode()
	urls = {}
	for key, person in people.items():
		answer = attach(person, two[key], "wniosek.txt", content)
		assert answer.ok, f"{key}: {answer.text[:1500]}"
		urls[key] = answer.json()["message"]["file_url"]
	for key, person in people.items():
		for owner, url in urls.items():
			answer = person.get(url)
			if owner == key:
				assert answer.ok and answer.content == content, f"{key}: {answer.text[:1500]}"
			else:
				refuses(answer, f"{key} reads the scan of {owner}")


def test_a_new_scan_takes_no_place_of_a_lost_one(two, insider, stranger):
	"""A database that is restored without its files still names them."""
	name = f"skan-{uuid4().hex}.txt"
	lost = attach(insider, two["other_assistant"], name, uuid4().hex.encode()).json()["message"]["file_url"]
	on_disk(lost).unlink()
	answer = attach(stranger, two["stranger"], name, uuid4().hex.encode())
	assert answer.ok, answer.text[-1500:]
	url = answer.json()["message"]["file_url"]
	assert url != lost
	assert stranger.get(url).ok
	refuses(stranger.get(lost), "the lost scan")


@pytest.mark.parametrize("round_", ROUNDS)
def test_scans_of_one_name_sent_at_once_stay_apart(two, insider, round_):
	"""A phone calls each photograph the same; four are sent at the same moment, and each is stored whole."""
	family, name = two["other_assistant"], f"image-{uuid4().hex}.txt"
	contents = [f"{SECRET} {uuid4().hex}".encode() for _part in range(AT_ONCE)]
	sessions = [insider.twin() for _part in range(AT_ONCE)]
	calls = [partial(attach, family=family, filename=name, content=content) for content in contents]
	answers = at_once(sessions, calls)
	assert all(answer.ok for answer in answers)
	urls = [answer.json()["message"]["file_url"] for answer in answers]
	assert [on_disk(url).read_bytes() for url in urls] == contents
