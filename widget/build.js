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

// The server takes WebSockets only, so the ways round them stay out.
const webSocketsOnly = {
  name: "web-sockets-only",
  setup(build) {
    build.onLoad({ filter: /engine\.io-client\/build\/esm\/transports\/index\.js$/ }, () => ({
      contents: 'import { WS } from "./websocket.js"; export const transports = { websocket: WS };',
      loader: "js",
    }));
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
  legalComments: "inline",
  plugins: [styleAsText, webSocketsOnly],
  metafile: true,
};

/** The notice that the licences of bundled packages ask to be kept. Read from the packages, so that it cannot drift. */
async function notice(inputs) {
  const names = new Set(
    inputs.map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]).filter(Boolean),
  );
  const copyrights = [];
  let permission = "";
  for (const name of [...names].sort()) {
    const folder = path.join(here, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
    if (license !== "MIT") throw new Error(`${name} is under ${license}: add its notice to build.js`);
    const text = await readFile(path.join(folder, "LICENSE"), "utf8");
    copyrights.push(`  ${name} ${version}: ${/Copyright.*/.exec(text)[0].trim()}`);
    permission = text.slice(text.indexOf("Permission is hereby granted")).trim();
  }
  return ["/*! Softstart widget. Apache-2.0. It contains these packages, all under the MIT licence:", ...copyrights, "", permission, "*/"].join("\n");
}

const dry = await esbuild.build({ ...options, write: false });
const inputs = Object.keys(dry.metafile.outputs[Object.keys(dry.metafile.outputs)[0]].inputs);
await esbuild.build({ ...options, banner: { js: await notice(inputs) } });

const { size } = await stat(outfile);
const zipped = gzipSync(await readFile(outfile)).length;
console.log(`softstart.js ${(size / 1024).toFixed(1)} kB, ${(zipped / 1024).toFixed(1)} kB gzipped`);
