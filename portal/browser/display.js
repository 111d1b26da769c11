// Large text and dark colours, and tables for the keyboard, on every page. A classic script at the top of the body: it runs before anything is
// drawn, so that a page never jumps. A choice is remembered on this device because the reader pressed the button for
// it; nothing else is stored. Without a choice, dark follows the reader's own system.
(() => {
  const SWITCHES = ["large-text", "dark"];
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");

  /** @param {string} name @returns {string | null} */
  const remembered = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // storage is blocked: the buttons still work on this page
    }
  };

  /** @param {string} name @param {boolean} on */
  const remember = (name, on) => {
    try {
      localStorage.setItem(name, on ? "yes" : "no");
    } catch {
      // storage is blocked: nothing to remember, nothing lost
    }
  };

  /** @param {string} name @returns {boolean} */
  const wanted = (name) => (remembered(name) ?? (name === "dark" && prefersDark.matches ? "yes" : "no")) === "yes";

  /** @param {string} name @param {boolean} on */
  const apply = (name, on) => {
    if (name === "dark") document.body.dataset.mdColorScheme = on ? "slate" : "default";
    else document.documentElement.classList.toggle(name, on);
    document.querySelector(`[data-switch="${name}"]`)?.setAttribute("aria-pressed", String(on));
  };

  const applyAll = () => SWITCHES.forEach((name) => apply(name, wanted(name)));

  applyAll();
  prefersDark.addEventListener("change", applyAll);
  addEventListener("load", () => {
    // Material has now wrapped each table so that a wide one scrolls: let the keyboard scroll it too.
    for (const wrap of document.querySelectorAll(".md-typeset__scrollwrap")) wrap.setAttribute("tabindex", "0");
  });
  addEventListener("DOMContentLoaded", () => {
    applyAll(); // now the buttons are there to say which is on
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-switch]"))) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const name = button.dataset.switch ?? "";
        const on = button.getAttribute("aria-pressed") !== "true";
        remember(name, on);
        apply(name, on);
      });
    }
  });
})();
