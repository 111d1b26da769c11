// One step of the form at a time. Each step is an entry in the browser's history, so that Back goes one step back
// and does not leave the page with the answers in it.

/**
 * @param {HTMLElement} root the element that holds every .step
 * @param {(name: string) => string} allow the step to show when this one is asked for: itself, or an earlier one
 * @param {(name: string) => void} onShow told the step before it is shown
 */
export function makeSteps(root, allow, onShow) {
  const steps = [...root.querySelectorAll(".step")].map((step) => /** @type {HTMLElement} */ (step));
  const names = steps.map((step) => step.dataset.step ?? "");
  let current = names[0];

  /** @param {string} name */
  const show = (name) => {
    current = allow(names.includes(name) ? name : names[0]);
    onShow(current);
    for (const step of steps) step.hidden = step.dataset.step !== current;
    root.dataset.at = current;
  };

  /** @param {string} name */
  const go = (name) => {
    if (name === current) return;
    history.pushState({ step: name }, "", `#${name}`);
    show(name);
    focus(element());
  };

  const element = () => steps[names.indexOf(current)];
  addEventListener("popstate", ({ state }) => {
    show(state?.step ?? names[0]);
    focus(element());
  });
  history.replaceState({ step: names[0] }, "", location.pathname + location.search); // a reload starts afresh
  show(names[0]);

  return {
    go,
    element,
    /** @returns {string} */
    current: () => current,
    next: () => go(names[names.indexOf(current) + 1]),
    back: () => go(names[names.indexOf(current) - 1]),
    first: () => go(names[0]),
  };
}

/** Puts the reader, and a screen reader, at the head of a step.
 * @param {HTMLElement} step */
function focus(step) {
  /** @type {HTMLElement | null} */ (step.querySelector("h2[tabindex]"))?.focus({ preventScroll: true });
  step.closest(".assess")?.scrollIntoView({ block: "start" });
}
