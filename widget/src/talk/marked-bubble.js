import { el, button, uniqueId, unseen } from "../dom.js";
import { pieces, withTails } from "../text.js";
import { words } from "../words.js";

/** The learner's own bubble. Each marked piece is a button that opens what the coach has to say about it. */
export function markedBubble(row, { verdict }) {
  const bubble = el("p", { class: "bubble yours", dir: "auto" });
  const node = el("div", { class: "said said-by-you" }, unseen(`${words.talk.you}: `), bubble);
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
  return el(
    "div",
    { class: "popover", id: uniqueId("popover"), role: "dialog", "aria-labelledby": title, tabindex: "-1" },
    el("p", { class: "popover-title", id: title }, words.mark.title(mark.name)),
    mark.why && el("p", {}, mark.why),
    mark.thought && el("p", { class: "thought" }, mark.thought),
    failure,
    el("div", { class: "actions" }, dispute, button(words.mark.close, close, { class: "button plain" })),
  );
}
