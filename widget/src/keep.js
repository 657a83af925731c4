// What this tab remembers, in sessionStorage and nowhere else: it ends with the tab.

const PREFIX = "softstart:";
const memory = new Map(); // Where storage is forbidden (a sandboxed frame), the tab remembers until it is reloaded.

export const keep = {
  get(name) {
    try {
      return sessionStorage.getItem(PREFIX + name);
    } catch {
      return memory.get(name) ?? null;
    }
  },

  set(name, value) {
    try {
      if (value) sessionStorage.setItem(PREFIX + name, value);
      else sessionStorage.removeItem(PREFIX + name);
    } catch {
      if (value) memory.set(name, value);
      else memory.delete(name);
    }
  },

  /** Forgets the rehearsal but keeps how the learner likes the page. */
  forgetTalk() {
    for (const name of ["token", "code", "draft", "pending", "began"]) keep.set(name, null);
  },

  forgetAll() {
    memory.clear();
    try {
      // Only what is ours: the widget may live in a page that keeps things of its own.
      for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
    } catch {
      // Storage is forbidden, so nothing was written.
    }
  },
};
