/**
 * Puts a page's own texts in place of ours. `texts` maps a path to a text: {"choose.heading": "…"}. Where ours takes a
 * name or a number, `{}` stands for it. A path that does not exist is left out and named in the list that is returned.
 */
export function applyTexts(words, texts) {
  const unknown = [];
  for (const [path, text] of Object.entries(texts ?? {})) {
    const names = path.split(".");
    const last = names.pop();
    const place = names.reduce((node, name) => (node && Object.hasOwn(node, name) ? node[name] : undefined), words);
    const ours = place && Object.hasOwn(place, last) ? place[last] : undefined;
    if (typeof text === "string" && typeof ours === "string") place[last] = text;
    else if (typeof text === "string" && typeof ours === "function") place[last] = (...values) => fill(text, values);
    else unknown.push(path);
  }
  return unknown;
}

const fill = (text, values) => values.reduce((filled, value) => filled.replace("{}", () => value), text);

/** The texts of an attribute, which is JSON. Nothing, when it cannot be read. */
export function textsOf(attribute) {
  try {
    const texts = JSON.parse(attribute);
    return texts && typeof texts === "object" && !Array.isArray(texts) ? texts : {};
  } catch {
    return {};
  }
}
