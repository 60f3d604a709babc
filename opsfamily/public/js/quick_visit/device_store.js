// Unfinished visits and forms kept on this device. They are encrypted by a key that the server
// derives for the user and the device and that is kept in memory only, so the device's next user cannot read them.

// Kind of draft → how its names begin. Visits have a page that looks for all of them.
const PREFIXES = { visit: "opsfamily-visit:", form: "opsfamily-form:" };
const DEVICE = "opsfamily-device";
const LOGGED_OUT = "opsfamily_logged_out";

export function device_id() {
	let id = localStorage.getItem(DEVICE);
	if (!id) {
		id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
			byte.toString(16).padStart(2, "0")
		).join("");
		localStorage.setItem(DEVICE, id);
	}
	return id;
}

// Delete drafts that have expired, of any user, and all drafts of the user who has just logged out.
export function sweep(now = Date.now()) {
	const logged_out = take_cookie(LOGGED_OUT);
	for (const name of names()) {
		const prefix = Object.values(PREFIXES).find((each) => name.startsWith(each));
		const is_theirs = logged_out && name.startsWith(`${prefix}${logged_out}:`);
		if (is_theirs || !(until_of(name) > now)) localStorage.removeItem(name);
	}
}

export class DeviceStore {
	// The first argument is the answer of the server's `device_key`: tag, hours, key.
	static async open({ tag, hours, key }, kind = "visit") {
		const store = new DeviceStore();
		const prefix = `${PREFIXES[kind]}${tag}:`;
		Object.assign(store, { prefix, hours, key: null, last: Promise.resolve() });
		if (key && window.crypto.subtle) store.key = await imported(key);
		if (!hours) names(prefix).forEach((name) => localStorage.removeItem(name));
		sweep();
		return store;
	}

	get works() {
		return Boolean(this.key);
	}

	// Resolves to whether the draft was kept. Writes run one at a time, so that a removed draft does not come back.
	put(entry_key, value) {
		return this.in_turn(async () => {
			if (!this.works) return false;
			const name = this.name_of(entry_key);
			const sealed = await this.seal(name, value);
			const until = Date.now() + this.hours * 3600 * 1000;
			try {
				localStorage.setItem(name, JSON.stringify({ until, ...sealed }));
				return true;
			} catch {
				return false; // the device is full
			}
		});
	}

	remove(entry_key) {
		return this.in_turn(async () => localStorage.removeItem(this.name_of(entry_key)));
	}

	// Resolves to the user's drafts on this device that can still be decrypted.
	async all() {
		sweep();
		if (!this.works) return [];
		const values = await Promise.all(names(this.prefix).map((name) => this.unseal(name)));
		return values.filter(Boolean);
	}

	in_turn(work) {
		this.last = this.last.then(work, work);
		return this.last;
	}

	name_of(entry_key) {
		return `${this.prefix}${entry_key}`;
	}

	async seal(name, value) {
		const iv = crypto.getRandomValues(new Uint8Array(12));
		const text = new TextEncoder().encode(JSON.stringify(value));
		const data = await crypto.subtle.encrypt(parameters(iv, name), this.key, text);
		return { iv: to_base64(iv), data: to_base64(new Uint8Array(data)) };
	}

	async unseal(name) {
		try {
			const { iv, data } = JSON.parse(localStorage.getItem(name));
			const text = await crypto.subtle.decrypt(
				parameters(from_base64(iv), name),
				this.key,
				from_base64(data)
			);
			return JSON.parse(new TextDecoder().decode(text));
		} catch {
			return null; // copied from another device, or broken
		}
	}
}

function names(...prefixes) {
	const begins = prefixes.length ? prefixes : Object.values(PREFIXES);
	return Object.keys(localStorage).filter((name) => begins.some((each) => name.startsWith(each)));
}

function until_of(name) {
	try {
		return JSON.parse(localStorage.getItem(name)).until;
	} catch {
		return 0;
	}
}

function take_cookie(name) {
	const pair = document.cookie.split("; ").find((cookie) => cookie.startsWith(`${name}=`));
	if (pair) document.cookie = `${name}=; path=/; max-age=0; samesite=lax`;
	return pair ? decodeURIComponent(pair.split("=")[1]) : "";
}

function parameters(iv, name) {
	return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) };
}

function imported(key) {
	return crypto.subtle.importKey("raw", from_base64(key), "AES-GCM", false, [
		"encrypt",
		"decrypt",
	]);
}

function to_base64(bytes) {
	let text = "";
	for (const byte of bytes) text += String.fromCharCode(byte);
	return btoa(text);
}

function from_base64(text) {
	return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
