import { onServer } from "./server.js";
import { words } from "./words.js";

/** An answer that was not a success. `message` is one kind sentence, fit to be shown. `status` 0: no answer at all. */
export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** `as`: how the answer is read, `json` unless told; a `blob` is a file. */
export async function call(method, path, { token, body, as = "json" } = {}) {
  const headers = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(onServer(`/api${path}`), {
      method,
      headers,
      body: body && JSON.stringify(body),
      cache: "no-store",
      credentials: "same-origin",
    });
  } catch {
    throw new ApiError(words.unreachable, 0);
  }
  const data = await response[response.ok ? as : "json"]().catch(() => null);
  if (!response.ok || data === null) {
    const sentence = typeof data?.error === "string" ? data.error : words.wentWrong;
    throw new ApiError(sentence, response.status);
  }
  return data;
}

/** Which talk a token opens can be read in it: it is signed, and no secret from her who holds it. */
export function talkOf(token) {
  try {
    return JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"))).sub;
  } catch {
    return null;
  }
}

export const api = {
  scenarios: () => call("GET", "/scenarios"),
  start: (scenario, level, side, token) => call("POST", "/sessions", { token, body: { scenario, level, side } }),
  resume: (code) => call("POST", "/sessions/resume", { body: { code } }),
  session: (token) => call("GET", "/session", { token }),
  swap: (token) => call("POST", "/session/swap", { token }),
  fork: (token, turn) => call("POST", "/session/fork", { token, body: { turn, before: true } }),
  style: (token, chosen) => call("POST", "/session/style", { token, body: chosen }),
  verdict: (token, turn, start, end) => call("POST", "/session/verdict", { token, body: { turn, start, end } }),
  help: () => call("GET", "/help"),
};
