/**
 * Builds the browser assets of a Frappe site from npm packages alone:
 *
 *   node build.mjs --sites SITES --app frappe=PACKAGE_FOLDER [--app NAME=PACKAGE_FOLDER …]
 *
 * Every NAME.bundle.{js,css,scss} anywhere in an app's `public` folder becomes
 * SITES/assets/APP/dist/{js,css}/NAME.bundle.HASH.{js,css}, and SITES/assets/assets.json says where.
 */
import path from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import esbuild from "esbuild";

import { findApp, linkPublic, placeBundles } from "./assets.mjs";
import {
	datepickerSeconds,
	htmlTemplates,
	publicPackages,
	sassStyles,
	vueComponents,
} from "./plugins.mjs";

// The packages stand beside this file, wherever it has been copied to.
const NODE_MODULES = fileURLToPath(new URL("node_modules", import.meta.url));
const USAGE = "usage: node build.mjs --sites FOLDER --app NAME=PACKAGE_FOLDER [--app …]";

function readArguments() {
	const { values } = parseArgs({
		options: { sites: { type: "string" }, app: { type: "string", multiple: true } },
	});
	if (!values.sites || !values.app) throw new Error(USAGE);
	return { assets: path.resolve(values.sites, "assets"), apps: values.app.map(readApp) };
}

function readApp(argument) {
	const [, name, folder] = argument.match(/^([^=]+)=(.+)$/) ?? [];
	if (!name) throw new Error(USAGE);
	return findApp(name, path.resolve(folder));
}

/** Bundles everything in memory: the names on disk carry a hash of the final contents. */
async function bundle(apps) {
	// Bundles import each other's sources as `frappe/public/…`, seen from above the package.
	const searchFolders = [NODE_MODULES, ...apps.map((app) => path.dirname(app.folder))];
	const entries = apps.flatMap((app) => app.bundles);
	const { outputFiles } = await esbuild.build({
		entryPoints: Object.fromEntries(entries.map(({ output, source }) => [output, source])),
		outdir: "/",
		bundle: true,
		write: false,
		minify: true,
		legalComments: "none",
		// One copy of Vue, the small one, also for a package that asks for it with require().
		mainFields: ["browser", "module", "main"],
		logLevel: "error",
		nodePaths: searchFolders,
		// What the site serves as it is, such as the fonts in frappe/public.
		external: ["/assets/*"],
		loader: fileLoaders(),
		define: {
			"process.env.NODE_ENV": '"production"',
			__VUE_OPTIONS_API__: "true",
			__VUE_PROD_DEVTOOLS__: "false",
		},
		plugins: [
			datepickerSeconds(),
			htmlTemplates(),
			publicPackages(NODE_MODULES),
			sassStyles(searchFolders),
			vueComponents(searchFolders),
		],
	});
	return outputFiles;
}

/** Fonts and pictures that a style refers to by a relative path travel inside the style. */
function fileLoaders() {
	const extensions = "eot gif jpg jpeg png svg ttf webp woff woff2".split(" ");
	return Object.fromEntries(extensions.map((extension) => [`.${extension}`, "dataurl"]));
}

async function main() {
	const started = performance.now();
	const { assets, apps } = readArguments();
	for (const app of apps) linkPublic(app, assets, NODE_MODULES);
	const count = placeBundles(await bundle(apps), apps, assets);
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	console.log(`${count} bundles of ${apps.map((app) => app.name).join(", ")} in ${seconds} s`);
}

main().catch((error) => {
	// What esbuild found wrong, it has already shown with its place in the source.
	if (!error.errors) console.error(error.message);
	process.exitCode = 1;
});
