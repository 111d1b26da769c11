// One step of the form at a time. Each step is an entry in the browser's history, so that Back goes one step back
// and does not leave the page with the answers in it.

/**
 * @param {HTMLElement} root the element that holds every .step
 * @param {(name: string) => string} allow the step to show when this one is asked for: itself, or an earlier one
 * @param {(step: HTMLElement) => boolean} isSkipped whether a step has nothing to ask, so that it is passed over
 * @param {(name: string) => void} onShow told the step before it is shown
 */
export function makeSteps(root, allow, isSkipped, onShow) {
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

  /** @param {1 | -1} way @returns {string} the nearest step that way with something to ask */
  const nearest = (way) => {
    let at = names.indexOf(current) + way;
    while (isSkipped(steps[at])) at += way; // neither the first step nor the review is ever skipped
    return names[at];
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
    next: () => go(nearest(1)),
    back: () => go(nearest(-1)),
    first: () => go(names[0]),
  };
}

/** Puts the reader, and a screen reader, at the head of a step.
 * @param {HTMLElement} step */
function focus(step) {
  /** @type {HTMLElement | null} */ (step.querySelector("h2[tabindex]"))?.focus({ preventScroll: true });
  step.closest(".assess")?.scrollIntoView({ block: "start" });
}
