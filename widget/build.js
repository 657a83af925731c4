// Bundles src/index.js into the one file the server hands out. The result is committed: running Softstart needs no Node.
import { readFile, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import path from "node:path";
import * as esbuild from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const outfile = path.join(here, "../bot/channels/widget/softstart.js");

// Style sheets travel as text: the shadow root adopts them, so a CSP of style-src 'self' holds.
const styleAsText = {
  name: "style-as-text",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path: file }) => {
      const { code } = await esbuild.transform(await readFile(file, "utf8"), { loader: "css", minify: true });
      return { contents: code, loader: "text" };
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
  legalComments: "inline",
  plugins: [styleAsText],
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
