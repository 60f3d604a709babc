import { CentreDay } from "./centre_day/centre_day";

frappe.provide("opsfamily");
opsfamily.CentreDay = CentreDay;
