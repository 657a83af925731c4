// Bundles src/index.js into the one file the server hands out. The result is committed: running Softstart needs no Node.
import { readFile, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import path from "node:path";
import * as esbuild from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
// Another place may be named: a test builds beside the committed file and compares.
const outfile = path.resolve(process.argv[2] ?? path.join(here, "../bot/channels/widget/softstart.js"));

/**
 * A page may have set its root font size to anything, and `rem` follows it. Lengths follow `--u` of frame.css instead.
 * Conditions of @media and @container keep `rem`: a variable means nothing there.
 */
const inOwnUnit = (css) =>
  css
    .split(/(@(?:media|container)[^{]*\{)/)
    .map((part) => (part.startsWith("@") ? part : part.replace(/(?<![\w.#-])(-?\d*\.?\d+)rem\b/g, (_, length) => (length === "1" ? "var(--u)" : `calc(${length}*var(--u))`))))
    .join("")
    .replace("--u: max(var(--u), 16px)", "--u:max(1rem,16px)");

// Style sheets travel as text: the shadow root adopts them, so a CSP of style-src 'self' holds.
const styleAsText = {
  name: "style-as-text",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path: file }) => {
      const { code } = await esbuild.transform(await readFile(file, "utf8"), { loader: "css", minify: true });
      return { contents: inOwnUnit(code), loader: "text" };
    });
  },
};

const options = {
  entryPoints: [path.join(here, "src/index.js")],
  outfile,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  banner: { js: "/*! Softstart widget. Apache-2.0. */" },
  plugins: [styleAsText],
  metafile: true,
};

const { metafile } = await esbuild.build(options);
const foreign = Object.keys(metafile.inputs).filter((file) => file.includes("node_modules"));
if (foreign.length) throw new Error(`Packages of others need their licences in the file: ${foreign.join(", ")}`);

const { size } = await stat(outfile);
const zipped = gzipSync(await readFile(outfile)).length;
console.log(`softstart.js ${(size / 1024).toFixed(1)} kB, ${(zipped / 1024).toFixed(1)} kB gzipped`);
