import { el, button, icon, uniqueId, unseen } from "../dom.js";
import { pieces, withTails } from "../text.js";
import { words } from "../words.js";

const BACK = "M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3";
const SHORT = 40; // Letters of her words by which a screen reader tells one button from the next.

/**
 * The learner's own bubble. Each marked piece is a button that opens what the coach has to say about it; the button
 * beside it goes back to before these words. `node.update(row)` after the row has changed.
 */
export function markedBubble(row, { verdict, fork }) {
  const bubble = el("p", { class: "bubble yours", dir: "auto" });
  const short = row.text.length > SHORT ? `${row.text.slice(0, SHORT)}…` : row.text;
  const again = button(icon(BACK), () => again.getAttribute("aria-disabled") !== "true" && fork(node.row), {
    class: "button plain again",
    "aria-label": words.talk.forkOf(short),
    title: words.talk.fork,
  });
  const node = el("div", { class: "said said-by-you" }, unseen(`${words.talk.you}: `), el("div", { class: "own" }, again, bubble));
  node.update = ({ turn, forkable }) => {
    // It stays on the page while an answer is awaited: what has the focus must not vanish.
    again.hidden = !turn;
    again.setAttribute("aria-disabled", String(!forkable));
  };
  node.update(row);
  let open = null;

  const close = (returnFocus) => {
    if (!open) return;
    const { opener, popover } = open;
    open = null;
    popover.remove();
    opener.setAttribute("aria-expanded", "false");
    opener.removeAttribute("aria-controls");
    if (returnFocus) opener.focus();
  };

  const toggle = (opener, mark) => {
    const wasOpen = open?.opener === opener;
    close(false);
    if (wasOpen) return;
    const popover = markPopover(mark, {
      close: () => close(true),
      // The turn's id is read when pressed: it arrives after the bubble does.
      verdict: () => verdict(node.row.turn, mark),
    });
    node.append(popover);
    open = { opener, popover };
    opener.setAttribute("aria-expanded", "true");
    opener.setAttribute("aria-controls", popover.id);
    popover.focus({ preventScroll: true });
    popover.scrollIntoView({ block: "nearest" });
  };

  for (const piece of withTails(pieces(row.text, row.marks))) {
    if (!piece.mark) bubble.append(piece.text);
    else {
      const opener = el(
        "button",
        { type: "button", class: "mark", "aria-expanded": "false", "aria-haspopup": "dialog" },
        el("span", { class: "mark-words" }, piece.text),
        piece.tail,
        unseen(` (${piece.mark.name})`),
      );
      opener.addEventListener("click", () => toggle(opener, piece.mark));
      bubble.append(opener);
    }
  }

  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open) {
      event.preventDefault();
      close(true);
    }
  });
  return node;
}

function markPopover(mark, { close, verdict }) {
  const title = uniqueId("mark");
  const failure = el("p", { class: "failure", role: "alert" });
  const dispute = button(words.mark.verdict, async () => {
    dispute.setAttribute("aria-disabled", "true");
    failure.textContent = "";
    try {
      await verdict();
    } catch (error) {
      failure.textContent = error.message;
      dispute.removeAttribute("aria-disabled");
    }
  });
  const why = mark.else ? mark.why.slice(0, -mark.else.length) : mark.why;
  return el(
    "div",
    { class: "popover", id: uniqueId("popover"), role: "dialog", "aria-labelledby": title, tabindex: "-1" },
    el("p", { class: "popover-title", id: title }, words.mark.title(mark.name)),
    why && el("p", {}, why),
    mark.else && el("p", { class: "else" }, mark.else),
    failure,
    el("div", { class: "actions" }, dispute, button(words.mark.close, close, { class: "button plain" })),
  );
}
