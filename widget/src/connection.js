import { onServer } from "./server.js";
import { Wire } from "./wire.js";

const LOOK_AGAIN_MS = 10_000; // And up to as much again: who asks for a talk too often is told to wait.
const EVENTS = new Set(["session_confirm", "session_refused", "session_changed", "bot_uttered", "turn_done", "turn_refused"]);

/**
 * The seam to the server while talking. It asks for the session after every connect, and passes on what it hears:
 * `hear(event, data)` with the wire's own names, `lost` when the line drops, `seen` when she looks at this tab again.
 */
export class Connection {
  constructor(token, hear) {
    this.token = token;
    this.hear = hear;
    this.wire = new Wire(onServer("socket.io"), {
      opened: () => this.look(),
      heard: (name, data) => EVENTS.has(name) && hear(name, data ?? {}),
      dropped: () => hear("lost"),
    });
  }

  open() {
    addEventListener("online", this.backOnline);
    addEventListener("offline", this.wentOffline);
    document.addEventListener("visibilitychange", this.lookedAt);
    this.wire.open();
  }

  /** Back in the net: no need to sit out what is left of the wait. */
  backOnline = () => this.wire.open();

  wentOffline = () => this.wire.drop();

  /** Another tab may have gone on with this rehearsal while this one was hidden. */
  lookedAt = () => {
    if (!document.hidden) this.hear("seen");
  };

  /** Ask for the rehearsal as it is now. */
  look() {
    this.wire.send("session_request", { token: this.token });
  }

  /** The server is there, but cannot give the rehearsal just now. */
  lookLater() {
    clearTimeout(this.later);
    this.later = setTimeout(() => this.look(), LOOK_AGAIN_MS * (1 + Math.random()));
  }

  /** Nothing is queued here: after a reconnect the conversation itself sends what is still open. */
  say(message, id, since) {
    this.wire.send("user_uttered", { message, id, since });
  }

  /** Ask for the session again on the same line, after the token was renewed. */
  renew(token) {
    this.token = token;
    this.look();
  }

  /** Hang up and dial again. */
  restart() {
    this.wire.open();
  }

  close() {
    removeEventListener("online", this.backOnline);
    removeEventListener("offline", this.wentOffline);
    document.removeEventListener("visibilitychange", this.lookedAt);
    clearTimeout(this.later);
    this.wire.close();
  }
}

/** crypto.randomUUID exists only on https and localhost; a server in the house is reached over plain http. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
