import { el, button, icon } from "../dom.js";
import { keep } from "../keep.js";
import { MoreMenu } from "../talk/composer.js";
import { texts } from "../words/pages.js";
import { cardScreen } from "./card.js";
import { chooseScreen } from "./choose.js";
import { debriefScreen } from "./debrief.js";
import { lessonsScreen } from "./lessons.js";
import { mineScreen } from "./mine.js";
import { prepareScreen } from "./prepare.js";
import { progressScreen } from "./progress.js";
import { realScreen } from "./real.js";
import { triesScreen } from "./tries.js";

/**
 * Every page that can be opened from everywhere, in the order of the menu. Each is given the steps a screen may take and
 * gives `{name, node, heading, shown?, gone?}`; `texts.menu` has its name.
 */
export const pages = {
  choose: chooseScreen,
  prepare: prepareScreen,
  tries: triesScreen,
  debrief: debriefScreen,
  card: cardScreen,
  real: realScreen,
  progress: progressScreen,
  lessons: lessonsScreen,
  mine: mineScreen,
};

/** The button in the bar. Escape closes its list and gives the focus back. */
export function pagesMenu(widget) {
  const menu = new MoreMenu(
    (choose) => {
      const item = (name, label) =>
        button(label, () => choose(() => widget.visit(name)), {
          class: "button menu-item",
          "aria-current": widget.now.name === name && "page",
        });
      const talking = widget.screen.name === "talk";
      return [
        talking && widget.over && item("talk", texts.backTo(widget.session.scenario.persona.name)),
        ...Object.keys(pages).map((name) => item(name, texts.menu[name])),
      ].filter(Boolean);
    },
    () => keep.get("token"),
  );
  menu.node.classList.add("pages-menu");
  menu.opener.replaceChildren(icon("M4 7h16M4 12h16M4 17h16"), el("span", { class: "menu-word" }, texts.menuName));
  return menu.node;
}
