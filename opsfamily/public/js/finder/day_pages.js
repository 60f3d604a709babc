// The field that finds stands on top of the day pages, where the work begins: a phone has no search bar.
import { may_find } from "./asking";
import { Finder } from "./finder";

const DAY_PAGES = [
	"Assistant Day",
	"Social Worker Day",
	"Coordinator Day",
	"Head Day",
	"In the Day Centre",
];

export function find_on_day_pages() {
	$(document).on("page-change", show);
}

function show() {
	const [view, ...names] = frappe.get_route();
	const is_day = view === "Workspaces" && DAY_PAGES.includes(names.at(-1));
	const $place = $(frappe.container.page).find(".layout-main-section").first();
	if (view !== "Workspaces" || !$place.length) return;
	const $found = $place.children(".ops-find-day");
	if (!is_day || !may_find()) return void $found.remove();
	if (!$found.length) new Finder($(`<div class="ops-find-day"></div>`).prependTo($place));
}
