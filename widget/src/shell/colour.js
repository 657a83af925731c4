import { el } from "../dom.js";

const READABLE = 4.5; // WCAG 2.2 AA, text on its ground.
const STEP = 0.1; // Of the way towards the ink, as often as it takes.

/** Linear light of an sRGB channel, 0 to 255. */
const linear = (channel) => (channel /= 255) <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);

/** How far apart two colours are to the eye, 1 to 21. */
export function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** `colour`, moved towards `ink` until it can be read on every one of `grounds`. */
export function readable(colour, ink, grounds) {
  const short = (candidate) => grounds.some((ground) => contrast(candidate, ground) < READABLE);
  let result = colour;
  for (let part = STEP; short(result) && part <= 1; part += STEP) {
    result = colour.map((channel, index) => Math.round(channel + (ink[index] - channel) * part));
  }
  return result;
}

/**
 * Paints the widget in the page's colour. Whatever it is, what is written in it or on it can be read: where it is too
 * pale or too dark for that it is moved towards the ink. Returns how to stop following light and dark.
 */
export function paint(app, launcher, colour) {
  const parts = [app, launcher];
  const clear = () => parts.forEach((part) => ["accent", "accent-deep", "on-accent"].forEach((name) => part.style.removeProperty(`--softstart-${name}`)));
  clear();
  if (!colour || !CSS.supports("color", colour)) return () => {};
  const draw = () => {
    clear();
    const probe = el("i", {});
    app.append(probe);
    const rgb = (value) => {
      probe.style.color = value;
      return getComputedStyle(probe).color.match(/[\d.]+/g)?.slice(0, 3).map(Number) ?? [0, 0, 0];
    };
    const [ink, paper] = [rgb("var(--softstart-ink)"), rgb("var(--softstart-paper)")];
    const grounds = ["paper", "surface", "coach", "yours"].map((name) => rgb(`var(--softstart-${name})`));
    const accent = readable(rgb(colour), ink, grounds);
    const deep = readable(accent.map((channel, index) => Math.round(channel + (ink[index] - channel) * 0.25)), ink, grounds);
    probe.remove();
    const named = { accent, "accent-deep": deep, "on-accent": paper };
    for (const part of parts) for (const [name, value] of Object.entries(named)) part.style.setProperty(`--softstart-${name}`, `rgb(${value.join(" ")})`);
  };
  draw();
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", draw);
  return () => dark.removeEventListener("change", draw);
}
