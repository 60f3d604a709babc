"""The wording of the statements of work: hours of a zlecenie, hours of the programme, travel. Polish, as their papers."""

from __future__ import annotations

from datetime import date

from opsfamily.core.statement import DAY, MINUTES, MONEY, NUMBER, RATE, Column, Statement
from opsfamily.ops_paper.values import paper_date, paper_decimal, paper_money, paper_month, paper_time

WORKER, HEAD = "asystent rodziny", "zatwierdził (data i podpis)"

BILL_COLUMNS = [
	Column("Lp.", 6),
	Column("Data", 13, DAY),
	Column("Godzina od–do", 15),
	Column("Numer rodziny", 19),
	Column("Miejscowość", 17),
	Column("Rodzaj kontaktu", 19),
	Column("Ilość godzin", 11, MINUTES),
]


def make_bill(
	worker: str,
	month: str,
	contracts: list[str],
	contacts: list[dict],
	total: int,
	open_cards: list[str],
) -> Statement:
	"""Return the statement of hours of a zlecenie, for its bill.

	contacts: `day`, `from_time`, `to_time`, `family` (its number), `locality`, `kind`, `minutes`. total: minutes, in
	which one meeting with several families counts once.
	"""
	rows = [
		[
			str(number),
			contact["day"],
			f"{paper_time(contact['from_time'])}–{paper_time(contact['to_time'])}",
			contact["family"],
			contact["locality"],
			contact["kind"],
			contact["minutes"],
		]
		for number, contact in enumerate(contacts, start=1)
	]
	return Statement(
		title="Zestawienie godzin wykonanych na podstawie umowy zlecenia",
		facts=[
			("zleceniobiorca", worker),
			("umowa nr", ", ".join(contracts)),
			("miesiąc", paper_month(month)),
		],
		columns=BILL_COLUMNS,
		rows=rows,
		total=["", None, "razem", "", "", "", total],
		notes=make_notes_of_bill(contacts, total, open_cards),
		signatures=["zleceniobiorca", HEAD],
	)


def make_notes_of_bill(contacts: list[dict], total: int, open_cards: list[str]) -> list[str]:
	"""Return what the bill says below its rows; see `make_bill`."""
	notes = ["Godziny z zaakceptowanych kart czasu pracy."]
	if total != sum(contact["minutes"] for contact in contacts):
		notes.append("Spotkanie z kilkoma rodzinami naraz liczy się do sumy raz.")
	if open_cards:
		notes.append(f"Nie ujęto kart jeszcze niezaakceptowanych: {', '.join(open_cards)}.")
	return notes


def make_programme(
	worker: str,
	months: tuple[str, str],
	employment: list[tuple[str, float, date, date | None]],
	hours: int,
	rows: list[dict],
) -> Statement:
	"""Return the statement of an assistant's hours by month, against the norm of the post.

	employment: (form, part of a full post, from, until); hours: of a full post in a month. rows: `month`, `norm`,
	`contacts`, `other`, `worked`, `difference` (minutes), `open_cards` (names).
	"""
	open_cards = [card for row in rows for card in row["open_cards"]]
	notes = [
		f"Norma miesiąca: {hours} godzin w pełnym wymiarze, proporcjonalnie do części etatu i dni roboczych"
		" zatrudnienia, bez dni nieobecności.",
		"Godziny z rodzinami pochodzą z zaakceptowanych kart czasu pracy.",
	]
	if open_cards:
		notes.append(f"Karty jeszcze niezaakceptowane, nieujęte w zestawieniu: {', '.join(open_cards)}.")
	return Statement(
		title="Zestawienie godzin pracy asystenta rodziny",
		facts=[
			("asystent rodziny", worker),
			("okres", _describe_months(*months)),
			*[("zatrudnienie", _describe_post(*post)) for post in employment],
		],
		columns=[
			Column("Miesiąc", 22),
			Column("Norma", 13, MINUTES),
			Column("Z rodzinami", 13, MINUTES),
			Column("Pozostały czas pracy", 14, MINUTES),
			Column("Razem", 12, MINUTES),
			Column("Ponad normę / brakuje (−)", 14, MINUTES),
			Column("Karty w toku", 12),
		],
		rows=[_make_programme_row(row) for row in rows],
		total=["razem", *(_add_up(rows, name) for name in SUMS), str(len(open_cards) or "")],
		notes=notes,
		signatures=[WORKER, HEAD],
	)


SUMS = ("norm", "contacts", "other", "worked", "difference")


def _make_programme_row(row: dict) -> list:
	return [paper_month(row["month"]), *(row[name] for name in SUMS), str(len(row["open_cards"]) or "")]


def _add_up(rows: list[dict], name: str) -> int:
	return sum(row[name] or 0 for row in rows)


def _describe_months(first: str, last: str) -> str:
	return paper_month(first) if first == last else f"{paper_month(first)} – {paper_month(last)}"


def _describe_post(form: str, fte: float, first: date, last: date | None) -> str:
	until = f" do {paper_date(last)}" if last else ""
	return f"{form}, {_write_fte(fte)} etatu, od {paper_date(first)}{until}"


def _write_fte(fte: float) -> str:
	return f"{round(fte, 4):g}".replace(".", ",")


def make_mileage_record(
	worker: str,
	month: str,
	vehicles: list[str],
	ways: list[dict],
	sums: tuple[float, float],
	notes: list[str],
) -> Statement:
	"""Return „Ewidencja przebiegu pojazdu” of a month.

	ways: `day`, `route`, `purpose`, `kilometres`, `rate`, `cost` (None where no rate is known). sums: kilometres and PLN.
	"""
	rows = [
		[
			str(number),
			way["day"],
			way["route"],
			way["purpose"],
			way["kilometres"],
			way["rate"],
			way["cost"],
			"",
		]
		for number, way in enumerate(ways, start=1)
	]
	return Statement(
		title="Ewidencja przebiegu pojazdu",
		facts=[
			("imię i nazwisko", worker),
			("adres zamieszkania", ""),
			("pojazd: numer rejestracyjny i pojemność silnika", "; ".join(vehicles)),
			("miesiąc", paper_month(month)),
		],
		columns=[
			Column("Lp.", 6),
			Column("Data wyjazdu", 13, DAY),
			Column("Opis trasy (skąd – dokąd)", 22),
			Column("Cel wyjazdu", 20),
			Column("Km", 8, NUMBER),
			Column("Stawka za 1 km", 9, RATE),
			Column("Wartość", 12, MONEY),
			Column("Podpis", 10),
		],
		rows=rows,
		total=["", None, "razem", "", sums[0], None, sums[1], ""],
		notes=notes,
		signatures=["podpis pracownika", "podpis pracodawcy"],
	)


def make_lump_sum(
	worker: str, month: str, vehicle: str, facts: dict, driven: float, notes: list[str]
) -> Statement:
	"""Return the worker's statement for the lump sum of a month.

	facts: `limit` (km), `rate` (PLN), `absent`, `without_vehicle` (working days), `sum` (core.travel.LumpSum); driven: km.
	"""
	lump_sum = facts["sum"]
	days = facts["absent"] + facts["without_vehicle"]
	lines = [
		("Miesięczny limit kilometrów", f"{facts['limit']} km"),
		("Stawka za 1 km", f"{facts['rate']:.4f} zł".replace(".", ",")),
		("Ryczałt za pełny miesiąc (limit × stawka)", paper_money(lump_sum.whole)),
		("Dni robocze nieobecności w miejscu pracy", str(facts["absent"])),
		("Pozostałe dni robocze bez pojazdu do dyspozycji", str(facts["without_vehicle"])),
		(f"Zmniejszenie o 1/22 za każdy dzień (liczba dni: {days})", paper_money(lump_sum.reduction)),
	]
	return Statement(
		title="Oświadczenie o używaniu pojazdu do celów służbowych",
		facts=[("imię i nazwisko", worker), ("pojazd", vehicle), ("miesiąc", paper_month(month))],
		columns=[Column("Wyszczególnienie", 70), Column("Wartość", 30)],
		rows=[list(line) for line in lines],
		total=["Kwota do wypłaty", paper_money(lump_sum.amount)],
		notes=[
			"Oświadcza się, że pojazd był w tym miesiącu używany do celów służbowych w jazdach lokalnych.",
			f"Kilometry zapisane w tym miesiącu: {paper_decimal(driven)} km.",
			*notes,
		],
		signatures=["podpis pracownika", HEAD],
	)
