import { el, button, fetchedPage, picture } from "../kit.js";
import { texts } from "../words/pages.js";

/** Her talks against her own earlier ones: a sentence, a picture, and the rest in words. */
export function progressScreen(app) {
  return fetchedPage(app, "progress", texts.menu.progress, async () => {
    const { progress } = await app.ask("GET", "/mine/progress");
    const [first, ...rest] = progress.lines;
    return [
      el("p", { class: "headline" }, first),
      progress.talks.length > 1 && picture(app, "/mine/progress.png", progress.alt, texts.progress.picture, 560),
      rest.map((line) => el("p", {}, line)),
      el("p", { class: "quiet" }, texts.progress.own),
      progress.talks.length < 2 && el("div", { class: "actions" }, button(texts.menu.choose, () => app.visit("choose"))),
    ];
  });
}
