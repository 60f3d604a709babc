/** How an app's browser files lie in the site's folder `sites/assets`. */
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

const BUNDLE = /\.bundle\.(js|css|scss)$/;
const NOT_SOURCES = new Set(["dist", "node_modules"]);

/** An app and its bundles, each `{ name: "desk.bundle.css", source, output }`. */
export function findApp(name, folder) {
	if (!fs.existsSync(folder)) throw new Error(`${name}: there is no folder ${folder}`);
	const publicFolder = path.join(folder, "public");
	const bundles = fs.existsSync(publicFolder) ? findBundles(name, publicFolder) : [];
	return { name, folder, publicFolder, bundles };
}

function findBundles(app, folder) {
	return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const source = path.join(folder, entry.name);
		if (entry.isDirectory()) return NOT_SOURCES.has(entry.name) ? [] : findBundles(app, source);
		if (!BUNDLE.test(entry.name)) return [];
		const type = entry.name.endsWith(".js") ? "js" : "css";
		const stem = entry.name.replace(/\.\w+$/, "");
		return [{ name: `${stem}.${type}`, source, output: `${app}/dist/${type}/${stem}` }];
	});
}

/**
 * Shows an app's public folder under `sites/assets/APP`.
 *
 * An app with bundles gets a real folder with one link for each child of `public`, so that `dist`
 * stands beside them and the app's own sources stay as they are. One without is a plain link.
 */
export function linkPublic(app, assets, nodeModules) {
	const target = path.join(assets, app.name);
	if (!app.bundles.length) {
		fs.rmSync(target, { recursive: true, force: true });
		if (fs.existsSync(app.publicFolder)) link(app.publicFolder, target);
		return;
	}
	if (fs.lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink()) fs.unlinkSync(target);
	fs.mkdirSync(target, { recursive: true });
	removeLinks(target);
	const children = fs.readdirSync(app.publicFolder).filter((child) => !NOT_SOURCES.has(child));
	for (const child of children) link(path.join(app.publicFolder, child), path.join(target, child));
	// Frappe's code editor, Gantt chart and barcode scanner are loaded from here when needed.
	if (app.name === "frappe") link(nodeModules, path.join(target, "node_modules"));
}

function link(source, target) {
	fs.mkdirSync(path.dirname(target), { recursive: true });
	fs.symlinkSync(source, target);
}

function removeLinks(folder) {
	for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
		if (entry.isSymbolicLink()) fs.unlinkSync(path.join(folder, entry.name));
	}
}

/** Writes the bundles and the two lists that Frappe finds them by; returns how many there are. */
export function placeBundles(outputFiles, apps, assets) {
	const contents = new Map(outputFiles.map(({ path: file, text }) => [file.slice(1), text]));
	const urls = {};
	for (const { name, output } of apps.flatMap((app) => app.bundles)) {
		if (urls[name]) throw new Error(`two apps have a ${name}: ${urls[name]} and ${output}`);
		urls[name] = writeBundle(name, output, contents, assets);
	}
	writeJson(path.join(assets, "assets.json"), urls);
	writeJson(path.join(assets, "assets-rtl.json"), rightToLeft(urls));
	for (const app of apps) removeStale(path.join(assets, app.name, "dist"), Object.values(urls));
	return Object.keys(urls).length;
}

function writeBundle(name, output, contents, assets) {
	const extension = path.extname(name);
	let text = contents.get(`${output}${extension}`);
	if (extension === ".js") text = withStyle(text, contents.get(`${output}.css`));
	const hash = createHash("sha256").update(text).digest("hex").slice(0, 8).toUpperCase();
	const file = `${output}.${hash}${extension}`;
	fs.mkdirSync(path.dirname(path.join(assets, file)), { recursive: true });
	fs.writeFileSync(path.join(assets, file), text);
	return `/assets/${file}`;
}

/** Pages load a script by its name alone, so the styles of its Vue components come inside it. */
function withStyle(script, style) {
	if (!style) return script;
	const css = JSON.stringify(style);
	return `document.head.appendChild(document.createElement("style")).textContent=${css};${script}`;
}

/** Written in one step: the web server may be reading it. */
function writeJson(file, value) {
	fs.writeFileSync(`${file}.new`, JSON.stringify(value, null, "\t"));
	fs.renameSync(`${file}.new`, file);
}

/** Nobody here reads from right to left: such a user gets the same styles rather than none. */
function rightToLeft(urls) {
	const styles = Object.entries(urls).filter(([name]) => name.endsWith(".css"));
	return Object.fromEntries(styles.map(([name, url]) => [`rtl_${name}`, url]));
}

function removeStale(dist, urls) {
	const current = new Set(urls.map((url) => path.basename(url)));
	for (const type of ["js", "css"]) {
		const folder = path.join(dist, type);
		if (!fs.existsSync(folder)) continue;
		for (const file of fs.readdirSync(folder)) {
			if (!current.has(file)) fs.unlinkSync(path.join(folder, file));
		}
	}
}
