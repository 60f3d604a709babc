// For pages outside the Desk, the login page above all: delete drafts of the user who has just logged out.
import { sweep } from "./quick_visit/device_store";

sweep();
