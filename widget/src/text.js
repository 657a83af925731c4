// The server counts code points, JavaScript counts UTF-16 units: an emoji is one there and two here.

export const lengthOf = (text) => [...text].length;

/**
 * The pieces of `text` in order, each with its mark or null. Offsets are code points.
 * A mark that overlaps an earlier one or lies outside the text is left out: a wrong underline is worse than none.
 */
export function pieces(text, marks = []) {
  const points = [...text];
  const result = [];
  let at = 0;
  for (const mark of [...marks].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (mark.start < at || mark.end <= mark.start || mark.end > points.length) continue;
    if (mark.start > at) result.push({ text: points.slice(at, mark.start).join(""), mark: null });
    result.push({ text: points.slice(mark.start, mark.end).join(""), mark });
    at = mark.end;
  }
  if (at < points.length) result.push({ text: points.slice(at).join(""), mark: null });
  return result;
}

const LONG_MARK = 24; // Characters. A button cannot break over lines like words do, so what follows a long one would drop down.

/** Gives the stops and commas after a long mark to its piece as `tail`, so that they do not start a line of their own. */
export function withTails(list) {
  const result = list.map((piece) => ({ ...piece, tail: "" }));
  result.forEach((piece, index) => {
    const next = result[index + 1];
    if (!piece.mark || piece.text.length <= LONG_MARK || !next || next.mark) return;
    piece.tail = /^[^\s\p{L}\p{N}]*/u.exec(next.text)[0];
    next.text = next.text.slice(piece.tail.length);
  });
  return result.filter((piece) => piece.text);
}

/** A line with a gap is for the learner to fill: it cannot be sent as it stands. */
export const hasGap = (line) => line.includes("…");

/** The lines the coach offers, each once. */
export function offeredLines(coach) {
  return [...new Set([coach.reframe, ...(coach.variants ?? [])].filter(Boolean))];
}

/** What the server says, without the sentences that name a command of the terminal. */
export const withoutCommands = (text) => text.replace(/\s*[^.?!]*\s\/[a-z][^.?!]*[.?!]/g, "");
