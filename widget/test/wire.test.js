import assert from "node:assert/strict";
import { test } from "node:test";
import { waitBefore } from "../src/wire.js";

test("each try waits longer than the one before, up to a longest, and not everybody as long", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 9].map((tries) => waitBefore(tries, 0.5)), [500, 1000, 2000, 4000, 5000, 5000]);
  assert.equal(waitBefore(4, 0), 2500);
  assert.equal(waitBefore(4, 1), 7500);
});
