/** What esbuild has to learn to read the sources of a Frappe app. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import * as sass from "sass-embedded";
import { compileScript, compileStyleAsync, parse } from "@vue/compiler-sfc";

/** `import "./row.html"` puts the text where `frappe.render_template("row")` looks for it. */
export function htmlTemplates() {
	return {
		name: "html-templates",
		setup(build) {
			build.onLoad({ filter: /\.html$/ }, async ({ path: file }) => {
				const text = (await readFile(file, "utf8")).replace(/<!--.*?-->/gs, "");
				const key = JSON.stringify(path.basename(file, ".html"));
				// A template literal, as the framework's own bundler writes it: \' in a template is a quote.
				const value = text.replace(/\s+/g, " ").replaceAll("`", "\\`");
				return { contents: `frappe.templates[${key}] = \`${value}\`;`, loader: "js" };
			});
		},
	};
}

/** A bench links an app's npm packages into its `public` folder too, and v16 names one by that path. */
export function publicPackages(nodeModules) {
	return {
		name: "public-packages",
		setup(build) {
			const filter = /^\w+\/public\/node_modules\//;
			build.onResolve({ filter }, ({ path: name }) => {
				return { path: path.join(nodeModules, name.replace(filter, "")) };
			});
		},
	};
}

export function sassStyles(searchFolders) {
	return {
		name: "sass-styles",
		setup(build) {
			build.onLoad({ filter: /\.scss$/ }, async ({ path: file }) => {
				const { css } = await sass.compileAsync(file, sassOptions(searchFolders));
				return { contents: css, loader: "css", resolveDir: path.dirname(file) };
			});
		},
	};
}

function sassOptions(searchFolders) {
	const [nodeModules] = searchFolders;
	return {
		loadPaths: searchFolders,
		importers: [{ findFileUrl: (url) => packageStyle(url, nodeModules) }],
		// Bootstrap 4 is older than today's Sass: its deprecation notes would bury a real error.
		logger: sass.Logger.silent,
	};
}

/** `~package/file` means a file of an npm package. */
function packageStyle(url, nodeModules) {
	return url.startsWith("~") ? pathToFileURL(path.join(nodeModules, url.slice(1))) : null;
}

/** Vue 3 single-file components, `<script setup>` with the template compiled into it. */
export function vueComponents(searchFolders) {
	return {
		name: "vue-components",
		setup(build) {
			const parsed = new Map();
			build.onLoad({ filter: /\.vue$/ }, async ({ path: file }) => {
				const source = await readFile(file, "utf8");
				// An empty <script setup> is still one.
				const options = { filename: file, ignoreEmpty: false };
				const { descriptor, errors } = parse(source, options);
				if (errors.length) return { errors: errors.map(({ message }) => ({ text: message })) };
				parsed.set(file, descriptor);
				return { contents: vueModule(file, descriptor), resolveDir: path.dirname(file) };
			});
			build.onResolve({ filter: /\.vue\?style=\d+$/ }, ({ path: name }) => {
				return { path: name, namespace: "vue-style" };
			});
			build.onLoad({ filter: /.*/, namespace: "vue-style" }, async ({ path: name }) => {
				const [file, index] = name.split("?style=");
				const style = parsed.get(file).styles[index];
				return {
					contents: await vueStyle(file, style, searchFolders),
					loader: "css",
					resolveDir: path.dirname(file),
				};
			});
		},
	};
}

function vueModule(file, descriptor) {
	const id = scopeId(file);
	const { content } = compileScript(descriptor, {
		id,
		inlineTemplate: true,
		isProd: true,
		genDefaultAs: "component",
	});
	const styles = descriptor.styles.map((_, index) => {
		return `import ${JSON.stringify(`${file}?style=${index}`)};`;
	});
	const scoped = descriptor.styles.some((style) => style.scoped);
	return [
		content,
		...styles,
		scoped ? `component.__scopeId = ${JSON.stringify(id)};` : "",
		"export default component;",
	].join("\n");
}

async function vueStyle(file, style, searchFolders) {
	const { code, errors } = await compileStyleAsync({
		source: style.lang === "scss" ? await plainStyle(file, style, searchFolders) : style.content,
		filename: file,
		id: scopeId(file),
		scoped: style.scoped,
		isProd: true,
	});
	if (errors.length) throw errors[0];
	return code;
}

async function plainStyle(file, style, searchFolders) {
	const options = { ...sassOptions(searchFolders), url: pathToFileURL(file) };
	return (await sass.compileStringAsync(style.content, options)).css;
}

function scopeId(file) {
	return `data-v-${createHash("sha256").update(file).digest("hex").slice(0, 8)}`;
}

/** Puts our seconds slider behind npm's air-datepicker: air_datepicker_seconds.js says why. */
export function datepickerSeconds() {
	const addition = new URL("air_datepicker_seconds.js", import.meta.url);
	return {
		name: "datepicker-seconds",
		setup(build) {
			const filter = /\/air-datepicker\/dist\/js\/datepicker\.min\.js$/;
			build.onLoad({ filter }, async ({ path: file }) => {
				const texts = await Promise.all([readFile(file, "utf8"), readFile(addition, "utf8")]);
				return { contents: texts.join(";\n") };
			});
		},
	};
}
