import { el, button, bubble, fetchedPage, picture, stepper } from "../kit.js";
import { words } from "../words.js";
import { texts } from "../words/pages.js";
import { codeToKeep } from "./introduction.js";

const t = texts.debrief;
const findings = (rows) =>
  el("dl", { class: "findings" }, rows.map(({ label, text }) => el("div", {}, el("dt", {}, label), el("dd", { dir: "auto" }, text))));

/** How the talk went, in words and as a picture, and what to practise next. */
export function debriefScreen(app) {
  const { failure, step } = stepper(app);
  /** The same talk from its start. One's own has no other beginning than its own: there it is another try. */
  const again = async () => {
    const { scenario, level, turns } = app.session;
    if (scenario.id !== "your-own") return app.start(scenario.id, level, scenario.learner);
    app.enter((await app.ask("POST", "/session/fork", { turn: turns[0].turn, before: true })).session);
  };
  return fetchedPage(app, "debrief", words.debrief.heading, async () => {
    const [{ debrief, lesson }, titles] = await Promise.all([app.ask("GET", "/session/debrief"), app.titles()]);
    const { headline, lines = [], more = [], next, counts, curve, notes = [] } = debrief;
    const title = next?.scenario && titles.get(next.scenario);
    const code = app.keep.get("code");
    return [
      el("p", { class: "headline", dir: "auto" }, headline),
      curve?.upset?.length > 1 && [picture(app, "/session/debrief.png", curve.alt, t.picture, 440), el("p", { class: "quiet", "aria-hidden": "true" }, curve.alt)],
      findings(lines),
      (more.length > 0 || counts?.messages > 0) &&
        el(
          "details",
          { class: "more-findings" },
          el("summary", {}, t.more),
          el("div", { class: "stack" }, findings(more), counts && numbers(counts)),
        ),
      notes.length > 0 && el("section", { class: "stack" }, el("h2", {}, t.notes), el("ol", { class: "stack" }, notes.map(kept))),
      next &&
        el(
          "section",
          { class: "next" },
          el("h2", {}, words.debrief.next),
          next.text && el("p", { dir: "auto" }, next.text),
          el(
            "div",
            { class: "actions" },
            title && step(words.debrief.practise(title), () => app.start(next.scenario), { class: "button strong large" }),
            lesson && button(t.lesson(lesson.title), () => app.visit("lessons", lesson.id), { class: "button large" }),
          ),
        ),
      failure,
      // After danger nothing is counted, and help is what comes next.
      !counts && el("div", { class: "actions" }, button(words.talk.openHelp, () => app.openHelp(), { class: "button strong large" })),
      counts && el(
        "section",
        { class: "stack" },
        el("h2", {}, t.onward),
        el("div", { class: "actions" }, ["card", "tries", "real"].map((page) => button(texts.menu[page], () => app.visit(page))), button(t.earlier, () => app.visit("progress"))),
      ),
      app.session?.over &&
        el(
          "div",
          { class: "actions" },
          step(words.debrief.again(app.session.scenario.persona.name), again),
          button(words.debrief.restart, () => app.restart()),
          button(words.debrief.forget, async () => (await app.confirm(words.confirm.forget)) && app.forget(), { class: "button plain" }),
        ),
      code && codeToKeep(code, words.debrief.codeHint),
    ];
  });
}

/** Her own counts. No grade, and no number of hers. */
function numbers({ messages, marked, blame, strengths }) {
  const count = ({ name, count: times }) => el("li", {}, `${name} (${times})`);
  return el(
    "div",
    { class: "stack" },
    el("h2", {}, t.counts),
    el("p", {}, `${t.messages(messages)}, ${t.marked(marked)}`),
    el("ul", { class: "counts" }, blame.map(count), strengths.map(count)),
  );
}

function kept({ user, coach }) {
  const line = coach.reframe ?? coach.variants?.[0];
  return el(
    "li",
    { class: "kept" },
    bubble(user, false, coach.marks),
    el("div", { class: "coach" }, coach.text && el("p", { dir: "auto" }, coach.text), coach.ask && el("p", { class: "ask" }, coach.ask), line && [el("p", { class: "offer" }, words.coach.offer), el("p", { class: "line", dir: "auto" }, line)].flat()),
  );
}
