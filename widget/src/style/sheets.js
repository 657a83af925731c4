import colours from "./colours.css";
import frame from "./frame.css";
import page from "./page.css";
import talk from "./talk.css";
import screens from "./screens.css";

let adopted = null;

/** Constructable sheets are not touched by a CSP of style-src 'self', and are shared by all widgets of a page. */
export function sheets() {
  adopted ??= [colours, frame, page, talk, screens].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  return adopted;
}
