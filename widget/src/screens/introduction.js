import { el, button } from "../dom.js";
import { words, whoSheIs } from "../words.js";

const SIDES = new Set(["mother", "daughter"]);

/** Who she is, who the learner is, and the code to keep, before the first word. */
export function introductionScreen(app) {
  const { scenario, level } = app.session;
  const { persona, learner } = scenario;
  const heading = el("h1", { tabindex: "-1" }, words.introduction.heading(persona.name));
  const code = app.keep.get("code");
  const failure = el("p", { class: "failure", role: "alert" });
  const other = scenario.sides?.find((side) => side !== learner);
  let swapping = false;
  const swap = async () => {
    if (swapping) return;
    swapping = true;
    try {
      await app.start(scenario.id, level, other);
    } catch (error) {
      failure.textContent = error.message;
      swapping = false;
    }
  };
  const node = el(
    "div",
    { class: "page" },
    heading,
    // Most stories begin with it themselves.
    !scenario.introduction.startsWith(`${persona.name}, ${persona.age}`) && el("p", { class: "who" }, whoSheIs(persona)),
    el("p", { class: "introduction", dir: "auto" }, scenario.introduction),
    learner && el("p", { class: "quiet" }, SIDES.has(learner) ? words.introduction.learner(learner) : learner),
    el("p", { class: "quiet" }, words.introduction.level(words.levels[level]?.title ?? level)),
    failure,
    el(
      "div",
      { class: "actions" },
      button(words.introduction.start, () => app.talk(), { class: "button strong large" }),
      SIDES.has(other) && button(words.introduction.swap(other), swap, { class: "button large" }),
      button(words.introduction.back, () => app.restart(), { class: "button large" }),
    ),
    code && codeToKeep(code, words.introduction.codeHint),
  );
  return { name: "introduction", node, heading };
}

export function codeToKeep(code, hint) {
  return el(
    "div",
    { class: "code-card" },
    el("p", { class: "voice" }, words.introduction.codeLabel),
    el("p", { class: "code" }, code),
    el("p", { class: "quiet" }, hint),
  );
}
