"""The fixed words of the plan that the family keeps, in the languages that it prints in.

What people of the office wrote (goals, tasks) is printed as it was written.
"""

from __future__ import annotations

POLISH, UKRAINIAN, RUSSIAN, ENGLISH = "pl", "uk", "ru", "en"
# As PDFs have it.
TAGS = {POLISH: "pl-PL", UKRAINIAN: "uk-UA", RUSSIAN: "ru-RU", ENGLISH: "en-GB"}
# Language → the print format of the plan, and the text of the settings below it.
PAPERS = {
	POLISH: "Plan dla rodziny",
	UKRAINIAN: "Plan dla rodziny po ukraińsku",
	RUSSIAN: "Plan dla rodziny po rosyjsku",
	ENGLISH: "Plan dla rodziny po angielsku",
}
OWN_TEXTS = {
	POLISH: "Family Plan in Polish",
	UKRAINIAN: "Family Plan in Ukrainian",
	RUSSIAN: "Family Plan in Russian",
	ENGLISH: "Family Plan in English",
}
WORDS = {
	POLISH: {
		"title": "NASZ PLAN",
		"family": "Rodzina",
		"goal": "Do czego dążymy",
		"tasks": "Co robimy",
		"task": "Zadanie",
		"due": "Do kiedy",
		"done": "Gotowe",
		"yes": "tak",
		"no_tasks": "W tym planie nie ma teraz zadań dla rodziny.",
		"evaluation": "Kiedy wspólnie sprawdzimy, jak nam idzie",
		"whom": "Do kogo zadzwonić",
		"assistant": "asystent rodziny",
		"phone": "telefon",
		"changed": "Coś się nie udaje albo się zmieniło? Zadzwoń. Plan można zmienić.",
	},
	UKRAINIAN: {
		"title": "НАШ ПЛАН",
		"family": "Сім’я",
		"goal": "До чого ми прагнемо",
		"tasks": "Що ми робимо",
		"task": "Завдання",
		"due": "До якого дня",
		"done": "Готово",
		"yes": "так",
		"no_tasks": "У цьому плані зараз немає завдань для сім’ї.",
		"evaluation": "Коли ми разом перевіримо, як ідуть справи",
		"whom": "Кому зателефонувати",
		"assistant": "асистент сім’ї",
		"phone": "телефон",
		"changed": "Щось не вдається або змінилося? Зателефонуйте. План можна змінити.",
	},
	RUSSIAN: {
		"title": "НАШ ПЛАН",
		"family": "Семья",
		"goal": "К чему мы стремимся",
		"tasks": "Что мы делаем",
		"task": "Задача",
		"due": "До какого дня",
		"done": "Готово",
		"yes": "да",
		"no_tasks": "В этом плане сейчас нет задач для семьи.",
		"evaluation": "Когда мы вместе проверим, как идут дела",
		"whom": "Кому позвонить",
		"assistant": "ассистент семьи",
		"phone": "телефон",
		"changed": "Что-то не получается или изменилось? Позвоните. План можно изменить.",
	},
	ENGLISH: {
		"title": "OUR PLAN",
		"family": "Family",
		"goal": "What we are aiming for",
		"tasks": "What we do",
		"task": "Task",
		"due": "By when",
		"done": "Done",
		"yes": "yes",
		"no_tasks": "There are no tasks for the family in this plan at the moment.",
		"evaluation": "When we will check together how it is going",
		"whom": "Whom to call",
		"assistant": "family assistant",
		"phone": "phone",
		"changed": "Something is not working out or has changed? Call. The plan can be changed.",
	},
}


def get_words(language: str) -> dict[str, str]:
	"""Return the fixed words in a language (KeyError for one that there is none of)."""
	return WORDS[language]


def get_tag(paper: str) -> str:
	"""Return the language of a paper as PDFs have it; other papers than the plan are in Polish."""
	return next((TAGS[language] for language, name in PAPERS.items() if name == paper), TAGS[POLISH])
