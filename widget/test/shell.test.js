import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast, readable } from "../src/shell/colour.js";
import { applyTexts, textsOf } from "../src/shell/texts.js";

const INK = [45, 37, 40];
const PAPER = [248, 243, 237];
const LIGHT_INK = [240, 232, 228];
const DARK_PAPER = [28, 24, 26];

test("a colour that can be read is left as it is", () => {
  assert.deepEqual(readable([10, 90, 110], INK, [PAPER]), [10, 90, 110]);
});

test("any other is moved until it can, on paper light or dark", () => {
  for (const colour of [[255, 255, 0], [255, 255, 255], [0, 0, 0], [120, 120, 120], [0, 255, 0]]) {
    assert.ok(contrast(readable(colour, INK, [PAPER]), PAPER) >= 4.5);
    assert.ok(contrast(readable(colour, LIGHT_INK, [DARK_PAPER]), DARK_PAPER) >= 4.5);
  }
});

test("black on white is 21 to 1, whichever comes first", () => {
  assert.equal(Math.round(contrast([0, 0, 0], [255, 255, 255])), 21);
  assert.equal(Math.round(contrast([255, 255, 255], [0, 0, 0])), 21);
});

test("a page's texts stand in place of ours, with the name where {} is", () => {
  const words = { leave: "Leave", talk: { heading: (name) => `Talking with ${name}`, you: "You" } };

  const unknown = applyTexts(words, { leave: "Go", "talk.heading": "With $& {}", "talk.nothing": "x", "talk.you": 3, "__proto__.x": "y", talk: "z" });

  assert.equal(words.leave, "Go");
  assert.equal(words.talk.heading("$1 Rosa"), "With $& $1 Rosa");
  assert.equal(words.talk.you, "You");
  assert.deepEqual(unknown, ["talk.nothing", "talk.you", "__proto__.x", "talk"]);
  assert.equal({}.x, undefined);
});

test("an attribute that is no JSON object changes nothing", () => {
  for (const attribute of [null, "", "{", "[1]", "3", "null"]) assert.deepEqual(textsOf(attribute), {});
});
