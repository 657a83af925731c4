import { el, button, uniqueId } from "../dom.js";
import { words } from "../words.js";

/** How the coach speaks, and when. Each choice counts at once. `change({style} or {timing})` rejects with one kind sentence. */
export function openCoaching(openModal, session, change) {
  const failure = el("p", { class: "failure", role: "alert" });
  const choices = (field, named) => {
    const group = uniqueId(field);
    const radios = Object.entries(named).map(([value, { title, line }]) => {
      const radio = el("input", { type: "radio", name: group, value });
      radio.checked = session[field] === value;
      radio.addEventListener("change", async () => {
        failure.textContent = "";
        try {
          await change({ [field]: value });
        } catch (error) {
          failure.textContent = error.message;
        }
      });
      return el("label", { class: "level" }, radio, el("span", {}, el("strong", {}, title), line && el("span", { class: "quiet" }, line)));
    });
    return el("fieldset", { class: "levels" }, el("legend", {}, words.coaching[`${field}Label`]), el("div", { class: "level-row" }, radios));
  };
  const modal = openModal({
    title: words.coaching.title,
    content: [
      choices("style", words.coaching.styles),
      choices("timing", words.coaching.timings),
      failure,
      el("div", { class: "actions" }, button(words.close, () => modal.close(), { class: "button strong" })),
    ],
  });
}
