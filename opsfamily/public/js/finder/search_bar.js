// The Desk's search bar finds families, people, institutions and documents as well. The bar shows its own list; what we
// find is put on top of it when the answer has come. All versions leave the bar's list on the input, v16 in a dialog.
import { escape } from "../shared/html";
import { Asking, may_find } from "./asking";

const BAR = "#navbar-search";
// Above „Search for …” (100) of the bar.
const ABOVE_ALL = 200;

export function find_from_bar() {
	let bar = null;
	const asking = new Asking((results) => bar && show(bar, results));
	$(document).on("input", BAR, ({ target }) => {
		if (!may_find()) return;
		bar = target;
		asking.type(target.value.trim());
	});
}

// bar: the input; what was found for an earlier text goes away.
function show(bar, results) {
	const list = bar.awesomplete;
	// A later version may keep its list elsewhere: there the page „Znajdź” and the day pages find.
	if (!list || !Array.isArray(list._list)) return;
	const others = list._list.filter((option) => !option.is_of_cases);
	if (results.length || others.length < list._list.length)
		list.list = [...results.map(as_option), ...others];
}

// The bar takes label and description as HTML.
const as_option = ({ kind, route, title, detail, phone }, place) => ({
	is_of_cases: true,
	label: `<span class="ops-find-title">${escape(title)}</span>`,
	// By its value the bar finds the option that was chosen.
	value: `${kind} ${route.join(" ")} ${title} ${phone}`,
	description: escape([phone, detail].filter(Boolean).join(" · ")),
	route: ["Form", ...route],
	index: ABOVE_ALL - place,
});
