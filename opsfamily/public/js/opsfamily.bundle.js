// Helpers that the app's pages, forms, lists and reports share, as `opsfamily.…`. Rules are checked on the server.
// The bundles of the phone pages import what they need from the same files.
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

// Delete expired drafts from this device, and those of the user who has just logged out.
sweep();
