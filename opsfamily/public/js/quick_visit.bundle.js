import { QuickVisit } from "./quick_visit/quick_visit";

frappe.provide("opsfamily");
opsfamily.QuickVisit = QuickVisit;
