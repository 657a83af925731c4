import { el, button } from "../dom.js";
import { api } from "../api.js";
import { words } from "../words.js";
import { codeToKeep } from "./introduction.js";

/** How the talk went, and what to practise next. */
export function debriefScreen(app) {
  const { scenario, level } = app.session;
  const heading = el("h1", { tabindex: "-1" }, words.debrief.heading);
  const body = el("div", { class: "debrief" });
  const failure = el("p", { class: "failure", role: "alert" });

  const start = async (id) => {
    failure.textContent = "";
    try {
      await app.start(id, level);
    } catch (error) {
      failure.textContent = error.message;
    }
  };

  async function load() {
    body.replaceChildren(el("p", { class: "quiet" }, words.loading));
    try {
      const [{ debrief }, titles] = await Promise.all([app.withToken(api.debrief), app.titles()]);
      draw(debrief, titles);
    } catch (error) {
      body.replaceChildren(el("p", { class: "failure", role: "alert" }, error.message), button(words.tryAgain, load));
    }
  }

  function draw({ headline, lines, next }, titles) {
    const nextTitle = next?.scenario && titles.get(next.scenario);
    body.replaceChildren(
      el("p", { class: "headline", dir: "auto" }, headline),
      el(
        "dl",
        { class: "findings" },
        (lines ?? []).map(({ label, text }) => el("div", {}, el("dt", {}, label), el("dd", { dir: "auto" }, text))),
      ),
    );
    if (!next) return;
    body.append(
      el(
        "section",
        { class: "next" },
        el("h2", {}, words.debrief.next),
        next.text && el("p", { dir: "auto" }, next.text),
        nextTitle && button(words.debrief.practise(nextTitle), () => start(next.scenario), { class: "button strong large" }),
      ),
    );
  }

  const code = app.keep.get("code");
  const node = el(
    "div",
    { class: "page" },
    heading,
    body,
    failure,
    el(
      "div",
      { class: "actions" },
      button(words.debrief.again(scenario.persona.name), () => start(scenario.id)),
      button(words.debrief.restart, () => app.restart()),
      button(words.debrief.forget, async () => (await app.confirm(words.confirm.forget)) && app.forget(), { class: "button plain" }),
    ),
    code && codeToKeep(code, words.debrief.codeHint),
  );
  return { name: "debrief", node, heading, shown: load };
}
