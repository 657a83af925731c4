const KEYBOARD_AT_LEAST_PX = 100; // Smaller changes are the browser's own bars.

/**
 * Keeps the composer above an on-screen keyboard that covers the page instead of shrinking it (iOS).
 * Pinch zoom changes the visual viewport too and must be left alone. Returns how to stop.
 */
export function followKeyboard(host, app, resized) {
  const view = window.visualViewport;
  if (!view) return () => {};
  const fit = () => {
    const covered = document.documentElement.clientHeight - view.height;
    const open = view.scale === 1 && covered > KEYBOARD_AT_LEAST_PX && host.matches(":focus-within");
    if (open) {
      const top = Math.max(0, host.getBoundingClientRect().top - view.offsetTop);
      app.style.setProperty("--visible-height", `${view.height - top}px`);
      app.style.setProperty("--visible-top", `${view.offsetTop}px`);
    } else {
      app.style.removeProperty("--visible-height");
      app.style.removeProperty("--visible-top");
    }
    if (open !== wasOpen) resized();
    wasOpen = open;
  };
  let wasOpen = false;
  view.addEventListener("resize", fit);
  view.addEventListener("scroll", fit);
  return () => {
    view.removeEventListener("resize", fit);
    view.removeEventListener("scroll", fit);
  };
}
