import { io } from "socket.io-client";
import { onServer } from "./server.js";

const EVENTS = ["session_confirm", "session_refused", "bot_uttered", "turn_done", "turn_refused", "session_changed"];
const RETRY_FIRST_MS = 500; // Doubled each time,
const RETRY_LONGEST_MS = 5000; // up to this,
const JITTER = 0.5; // and up to so much of it more or less: after a restart not everybody comes at the same moment.

/**
 * The seam to the server while talking. It asks for the session after every connect, and passes on what it hears:
 * `hear(event, data)` with the wire's own names, and `lost` when the line drops.
 */
export class Connection {
  constructor(token, hear) {
    this.token = token;
    this.hear = hear;
    const { origin, pathname } = new URL(onServer("socket.io"));
    this.socket = io(origin, {
      path: pathname,
      transports: ["websocket"],
      autoConnect: false,
      forceNew: true,
      reconnectionDelay: RETRY_FIRST_MS,
      reconnectionDelayMax: RETRY_LONGEST_MS,
      randomizationFactor: JITTER,
    });
    this.socket.on("connect", () => this.look());
    this.socket.on("disconnect", (reason) => {
      if (reason === "io client disconnect") return;
      this.hear("lost");
      // socket.io does not come back by itself when it was the server that hung up.
      if (reason === "io server disconnect") this.again = setTimeout(() => this.socket.connect(), RETRY_FIRST_MS * (1 + JITTER * Math.random()));
    });
    this.socket.on("connect_error", () => this.hear("lost"));
    for (const name of EVENTS) this.socket.on(name, (data) => this.hear(name, data ?? {}));
  }

  open() {
    addEventListener("online", this.atOnce);
    addEventListener("offline", this.gone);
    document.addEventListener("visibilitychange", this.lookAgain);
    this.socket.connect();
  }

  /** Back in the net: no need to sit out what is left of the wait. */
  atOnce = () => {
    if (!this.socket.connected) this.restart();
  };

  gone = () => this.hear("lost");

  /** Another tab may have gone on with this rehearsal while this one was hidden. */
  lookAgain = () => {
    if (!document.hidden) this.hear("seen");
  };

  /** Ask for the rehearsal as it is now. */
  look() {
    if (this.socket.connected) this.socket.emit("session_request", { token: this.token });
  }

  say(message, id) {
    // Never let socket.io queue it: after a reconnect the conversation itself sends what is still open.
    if (this.socket.connected) this.socket.emit("user_uttered", { message, id });
  }

  /** Ask for the session again on the same line, after the token was renewed. */
  renew(token) {
    this.token = token;
    this.look();
  }

  /** Hang up and dial again. */
  restart() {
    clearTimeout(this.again);
    this.socket.disconnect();
    this.socket.connect();
  }

  close() {
    clearTimeout(this.again);
    removeEventListener("online", this.atOnce);
    removeEventListener("offline", this.gone);
    document.removeEventListener("visibilitychange", this.lookAgain);
    this.socket.off();
    this.socket.disconnect();
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
