import { el, button } from "../dom.js";
import { hasGap, offeredLines } from "../text.js";
import { words } from "../words.js";

/** The coach's note under a bubble. Only the newest one offers buttons: an old line has had its moment. */
export function coachNote({ coach, current }, { send, edit, announce }) {
  const lines = offeredLines(coach);
  const note = el(
    "div",
    { class: "coach", role: "note", "aria-label": words.talk.coach },
    el("p", { class: "voice", "aria-hidden": "true" }, words.talk.coach),
    coach.text && coach.text !== coach.landing && el("p", { dir: "auto" }, coach.text),
    coach.landing && el("p", { class: "landing", dir: "auto" }, coach.landing),
    coach.ask && el("p", { class: "ask", dir: "auto" }, coach.ask),
  );
  if (lines.length === 0) return note;

  let at = 0;
  const line = el("p", { class: "line", dir: "auto" }, lines[0]);
  const sendButton = button(words.coach.send, () => send(lines[at]), { class: "button strong" });
  const editButton = button(words.coach.edit, () => edit(lines[at]));
  const show = () => {
    line.textContent = lines[at];
    sendButton.hidden = hasGap(lines[at]);
    editButton.classList.toggle("strong", hasGap(lines[at]));
  };
  const another = button(words.coach.another, () => {
    at = (at + 1) % lines.length;
    show();
    announce(lines[at]);
  });
  show();
  note.append(el("p", { class: "offer" }, words.coach.offer), line);
  if (current) note.append(el("div", { class: "actions" }, sendButton, editButton, lines.length > 1 && another));
  return note;
}
