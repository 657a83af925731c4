import assert from "node:assert/strict";
import { test } from "node:test";
import { hasGap, lengthOf, offeredLines, pieces, withTails } from "../src/text.js";

const texts = (list) => list.map((piece) => piece.text);

test("offsets count code points, so an emoji before a mark does not move it", () => {
  const mark = { start: 7, end: 13, name: "a sweeping word" };

  const result = pieces("🙂🙂 You always", [mark]);

  assert.deepEqual(texts(result), ["🙂🙂 You ", "always"]);
  assert.equal(result[1].mark, mark);
  assert.equal(lengthOf("🙂"), 1);
});

test("a text without marks is one piece", () => {
  assert.deepEqual(texts(pieces("I was in a meeting.")), ["I was in a meeting."]);
});

test("marks that overlap or lie outside the text are left out", () => {
  const marks = [{ start: 0, end: 3 }, { start: 2, end: 5 }, { start: 4, end: 99 }, { start: 4, end: 4 }];

  assert.deepEqual(texts(pieces("You always", marks)), ["You", " always"]);
});

test("the stop after a long mark stays with it, and no word is lost", () => {
  const text = "You never think of anyone but you. Ever.";

  const result = withTails(pieces(text, [{ start: 0, end: 33 }]));

  assert.equal(result[0].tail, ".");
  assert.equal(result.map((piece) => piece.text + piece.tail).join(""), text);
});

test("a gap is for the learner to fill", () => {
  assert.ok(hasGap("I felt … when you rang."));
  assert.ok(!hasGap("I felt scared when you rang."));
});

test("each line is offered once, the reframe first", () => {
  assert.deepEqual(offeredLines({ reframe: "a", variants: ["b", "a"] }), ["a", "b"]);
  assert.deepEqual(offeredLines({ reframe: null, variants: [] }), []);
});
