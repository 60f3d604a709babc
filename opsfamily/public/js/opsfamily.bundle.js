// What the pages, forms, lists and reports of the app share, as `opsfamily.…`. Rules live on the server; here is
// only what helps the hand. What a page for the thumb needs of it, its own bundle imports from the same files.
import { add_outing_buttons } from "./outing";
import { sweep } from "./quick_visit/device_store";
import * as calendar from "./shared/calendar";
import * as calls from "./shared/calls";
import * as dialogs from "./shared/dialogs";
import * as forms from "./shared/forms";
import * as hours from "./shared/hours";
import * as html from "./shared/html";
import * as loads from "./shared/loads";
import * as outcomes from "./shared/outcomes";
import "./shared/history";
import "./shared/ops_table.html";

frappe.provide("opsfamily");
Object.assign(opsfamily, calendar, calls, dialogs, forms, hours, html, loads, outcomes, {
	add_outing_buttons,
});

// What the user who logged out, or whose hours have passed, left on this device.
sweep();
