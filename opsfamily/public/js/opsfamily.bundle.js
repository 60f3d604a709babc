// Helpers that the app's pages, forms, lists and reports share, as `opsfamily.…`. Rules are checked on the server.
// The bundles of the phone pages import what they need from the same files.
import { Finder } from "./finder/finder";
import { find_from_bar } from "./finder/search_bar";
import { find_on_day_pages } from "./finder/day_pages";
import { lead_on_day_pages } from "./first_steps/day_pages";
import { add_outing_buttons } from "./outing";
import "./plan_dialog";
import { sweep } from "./quick_visit/device_store";
import * as calendar from "./shared/calendar";
import * as calls from "./shared/calls";
import * as chips from "./shared/chips";
import { comparison_page } from "./shared/comparison";
import * as dialogs from "./shared/dialogs";
import { DRAFTED, keep_form_drafts } from "./shared/form_drafts";
import * as forms from "./shared/forms";
import * as hours from "./shared/hours";
import * as html from "./shared/html";
import * as loads from "./shared/loads";
import * as meanings from "./shared/meanings";
import { lead_numbers_to_their_rows } from "./shared/number_cards";
import * as office_fields from "./shared/office_fields";
import * as outcomes from "./shared/outcomes";
import { keep_typed_dates } from "./shared/typed_dates";
import "./shared/history";
import "./shared/named_fields";
import "./shared/ops_table.html";

frappe.provide("opsfamily");
Object.assign(
	opsfamily,
	calendar,
	calls,
	chips,
	dialogs,
	forms,
	hours,
	html,
	loads,
	meanings,
	office_fields,
	outcomes,
	{
		add_outing_buttons,
		comparison_page,
		DRAFTED,
		Finder,
	}
);

find_from_bar();
find_on_day_pages();
keep_form_drafts();
keep_typed_dates();
lead_numbers_to_their_rows();
lead_on_day_pages();

// Delete expired drafts from this device, and those of the user who has just logged out.
sweep();
