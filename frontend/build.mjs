// Bundles every page in pages/*.ts and the one stylesheet into hall/web/static, for Chrome 87 (kiosks of 2020).
//
//   node build.mjs            minified, no source maps: what a wheel carries
//   node build.mjs --watch    readable, with inline source maps, again after every change
//
// A page is found by its file: pages/desk.ts becomes static/desk.js, and so is what runs beside a page (workers/).
// Files in public/ are copied as they are.
// The licences of the packages that went into the bundles are gathered in static/licences.txt.

import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

import * as esbuild from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = join(here, "..", "hall", "web", "static");
const LICENCES = "licences.txt";

const list = (folder) => (existsSync(join(here, folder)) ? readdirSync(join(here, folder)) : []);

/** The sources that become one file each, as {name of the output: path of the source}. */
function entries() {
  const scripts = ["pages", "workers"].flatMap((folder) => list(folder).map((name) => join(here, folder, name)));
  const styles = list("styles").filter((name) => name === "hall.css");
  return Object.fromEntries([
    ...scripts.filter((path) => path.endsWith(".ts")).map((path) => [basename(path, ".ts"), path]),
    ...styles.map((name) => [basename(name, ".css"), join(here, "styles", name)]),
  ]);
}

/** Writes down the licence of every package in the bundles, as their authors ask. */
function gatherLicences(inputs) {
  const packages = new Set(inputs.map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]));
  packages.delete(undefined);
  const texts = [...packages].sort().map((name) => {
    const folder = join("node_modules", name);
    const licence = list(folder).find((file) => /^licen[cs]e/i.test(file));
    const text = licence ? readFileSync(join(here, folder, licence), "utf8") : "See its package.json.";
    return `${name}\n\n${text.trim()}\n`;
  });
  writeFileSync(join(target, LICENCES), texts.join(`\n${"-".repeat(80)}\n\n`));
}

/** Removes what an earlier build left, so that a page that is gone is not shipped. */
function sweep(outputs) {
  const kept = new Set([...outputs.map((path) => basename(path)), ...list("public"), LICENCES]);
  for (const name of readdirSync(target)) {
    if (!kept.has(name)) rmSync(join(target, name), { recursive: true });
  }
}

const watching = process.argv.includes("--watch");
const options = {
  absWorkingDir: here,
  entryPoints: entries(),
  outdir: target,
  assetNames: "[name]",
  publicPath: "/static",
  bundle: true,
  format: "iife",
  target: "chrome87",
  charset: "utf8",
  legalComments: "none",
  loader: { ".svg": "dataurl", ".ttf": "file", ".woff2": "file" },
  minify: !watching,
  sourcemap: watching ? "inline" : false,
  metafile: true,
  logLevel: watching ? "info" : "warning",
};

mkdirSync(target, { recursive: true });
if (list("public").length) cpSync(join(here, "public"), target, { recursive: true });
try {
  if (watching) {
    await (await esbuild.context(options)).watch();
  } else {
    const { inputs, outputs } = (await esbuild.build(options)).metafile;
    gatherLicences(Object.keys(inputs));
    sweep(Object.keys(outputs));
  }
} catch (problem) {
  // esbuild has shown its own errors with their places; anything else is ours to show.
  if (!problem.errors) throw problem;
  process.exitCode = 1;
}
