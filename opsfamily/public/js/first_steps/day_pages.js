// The first steps on top of the day pages. What is done is asked of the server at every opening, so that a step is
// ticked as soon as its document exists; a page without steps has no panel.
import { call, read } from "../shared/calls";
import { render } from "../shared/html";
import "./first_steps.html";

const METHODS = "opsfamily.ops_casework.first_steps.";
const DAY_PAGES = [
	"Administrator Day",
	"Assistant Day",
	"Social Worker Day",
	"Coordinator Day",
	"Head Day",
	"In the Day Centre",
];

let asked = 0;

export function lead_on_day_pages() {
	$(document).on("page-change", show);
}

async function show() {
	const [view, ...names] = frappe.get_route();
	if (view !== "Workspaces") return;
	const $place = $(frappe.container.page).find(".layout-main-section").first();
	const page = names.at(-1);
	asked += 1;
	const number = asked;
	$place.children(".ops-first-steps").remove();
	if (!DAY_PAGES.includes(page) || !$place.length) return;
	const panel = await read(`${METHODS}get_first_steps`, { page });
	// Another page was opened while the server answered.
	if (number === asked && panel?.steps) draw($place, page, panel);
}

function draw($place, page, panel) {
	const done = panel.steps.filter((step) => step.is_done).length;
	const next = panel.steps.find((step) => !step.is_done);
	const $panel = $(render("first_steps", { ...panel, done, next }));
	const $finder = $place.children(".ops-find-day");
	if ($finder.length) $panel.insertAfter($finder);
	else $panel.prependTo($place);
	const step_of = (event) => panel.steps[$(event.currentTarget).data("step")];
	$panel.on("click", "[data-action=go]", (event) => go(step_of(event).target));
	$panel.on("click", "[data-action=tour]", (event) => take_tour(step_of(event).tour));
	$panel.on("click", "[data-action=hide]", () => hide($panel, page));
}

function go(target) {
	if (target.new) frappe.new_doc(target.new);
	else frappe.set_route(...target.route);
}

function take_tour({ name, doctype }) {
	frappe.route_hooks.after_load = (frm) =>
		frm.tour.init({ tour_name: name }).then(() => frm.tour.start());
	frappe.new_doc(doctype);
}

async function hide($panel, page) {
	await call(`${METHODS}hide_first_steps`, { page }, "POST", false);
	$panel.remove();
}
