// On the pages outside the Desk, the login page above all.
import { sweep } from "./quick_visit/device_store";

sweep();
