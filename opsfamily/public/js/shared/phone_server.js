// Calls to the server for the phone pages. They show errors themselves instead of Frappe's dialogs, and keep the
// typed text.
import { path_of, url_of } from "./calls";

// Milliseconds after which a request counts as sent without a connection.
const PATIENCE = 30 * 1000;

// kind: "offline" (no answer came), "expired" (the login ended), "refused" (a rule said no), "broken"
export class Problem extends Error {
	constructor(kind, message = "") {
		super(message);
		this.kind = kind;
	}

	get is_passing() {
		return this.kind === "offline" || this.kind === "expired";
	}
}

export function post(method, args, options = {}) {
	return ask(`/api/method/${path_of(method)}`, {
		method: "POST",
		headers: {
			Accept: "application/json",
			"Content-Type": "application/json",
			"X-Frappe-CSRF-Token": frappe.csrf_token,
		},
		body: JSON.stringify(args),
		...options,
	});
}

export function get(method, args = {}) {
	return ask(url_of(method, args), {
		headers: { Accept: "application/json" },
	});
}

async function ask(url, options) {
	let answer;
	try {
		answer = await fetch(url, {
			signal: AbortSignal.timeout?.(PATIENCE),
			...options,
		});
	} catch {
		throw new Problem("offline");
	}
	const body = await answer.json().catch(() => ({}));
	if (answer.ok) return body.message;
	throw new Problem(kind_of(answer.status, body), message_of(body));
}

// Whether another person, or nobody, is logged in in this browser since the page was opened.
export function is_somebody_else() {
	return decodeURIComponent(frappe.get_cookie("user_id") || "") !== frappe.session.user;
}

function kind_of(status, body) {
	// A gateway answers when the server behind it does not.
	if ([502, 503, 504].includes(status)) return "offline";
	const is_stale = body.exc_type === "CSRFTokenError" || body.session_expired;
	if (status === 401 || is_stale || (status === 403 && is_somebody_else())) return "expired";
	return status < 500 ? "refused" : "broken";
}

// Returns the server's messages as plain text.
function message_of(body) {
	try {
		return JSON.parse(body._server_messages)
			.map((message) => plain(JSON.parse(message).message))
			.join(" ");
	} catch {
		return "";
	}
}

function plain(html) {
	return new DOMParser().parseFromString(html || "", "text/html").body.textContent;
}
