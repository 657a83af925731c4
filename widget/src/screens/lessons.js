import { el, button, fetchedPage, stepper } from "../kit.js";
import { call } from "../api.js";
import { texts } from "../words/pages.js";

/** The ten lessons, or the one named by `id`. They are for everybody, so no token is needed. */
export function lessonsScreen(app, id) {
  let shown = id;
  const page = fetchedPage(app, "lessons", texts.menu.lessons, async () => {
    const { lessons } = await call("GET", "/lessons");
    if (!shown) {
      page.heading.textContent = texts.menu.lessons;
      return [
        el("p", { class: "lead" }, texts.lessons.lead),
        el("ol", { class: "list" }, lessons.map((lesson) => el("li", {}, button(`${lesson.number}. ${lesson.title}`, () => turnTo(lesson.id), { class: "button row-button" })))),
      ];
    }
    const [{ lesson }, titles] = await Promise.all([call("GET", `/lessons/${shown}`), app.titles()]);
    const { failure, step } = stepper(app);
    const next = lessons.find(({ number }) => number === lesson.number + 1);
    const { who, weak, strong } = lesson.example;
    page.heading.textContent = lesson.title;
    return [
      lesson.text.split("\n").map((text) => text && el("p", { class: "introduction" }, text)),
      el(
        "section",
        { class: "next" },
        el("h2", {}, texts.lessons.example),
        el("p", { class: "quiet" }, who),
        el("dl", { class: "findings" }, [["weak", weak], ["strong", strong]].map(([kind, line]) => el("div", {}, el("dt", {}, texts.lessons[kind]), el("dd", {}, `“${line}”`)))),
      ),
      failure,
      el(
        "div",
        { class: "actions" },
        titles.has(lesson.scenario) && step(texts.lessons.practise(titles.get(lesson.scenario)), () => app.start(lesson.scenario), { class: "button strong large" }),
        next && button(texts.lessons.next, () => turnTo(next.id), { class: "button large" }),
        button(texts.lessons.all, () => turnTo(null), { class: "button large" }),
      ),
    ];
  });
  function turnTo(next) {
    shown = next;
    page.node.parentElement.scrollTop = 0;
    page.draw(true);
  }
  return page;
}
