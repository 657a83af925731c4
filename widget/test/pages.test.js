import assert from "node:assert/strict";
import { test } from "node:test";
import { talkOf } from "../src/api.js";
import { withoutCommands } from "../src/text.js";
import { texts } from "../src/words/pages.js";

/** Every sentence, those that are made from something included. */
function sentences(value) {
  if (typeof value === "string") return [value];
  if (typeof value === "function") return sentences(value("x", "y", 2));
  return Object.values(value).flatMap(sentences);
}

test("what the pages say is short, and nobody is shouted at", () => {
  const said = sentences(texts);

  assert.ok(said.length > 90);
  for (const sentence of said) {
    assert.doesNotMatch(sentence, /!/);
    assert.ok(sentence.split(/\s+/).length <= 40, sentence);
  }
});

test("a command of the terminal is left out of what the server says", () => {
  const noted = "Noted: Tuesday. I'll leave you a small note the day before, and one that morning. /talk drop takes it off.";

  assert.equal(withoutCommands(noted), "Noted: Tuesday. I'll leave you a small note the day before, and one that morning.");
  assert.equal(withoutCommands("Thank you for telling. It stays here, and you can look at it with /talks."), "Thank you for telling.");
  assert.equal(withoutCommands("You feared 8 and it was 3. Keep that for next time."), "You feared 8 and it was 3. Keep that for next time.");
});

test("which talk a token opens is read from it, and nothing from what is no token", () => {
  const claims = Buffer.from(JSON.stringify({ sub: "abc", who: "ÿ?>" })).toString("base64url");

  assert.equal(talkOf(`head.${claims}.signature`), "abc");
  assert.equal(talkOf("nonsense"), null);
  assert.equal(talkOf(null), null);
});
