// The result page is written at build time with every word it may need; this reveals what applies and fills figures in.

/** @typedef {number | string} Points a whole number, or a fraction such as "7/2" */
/** @typedef {{ part: string, points: Points | null, lowest: Points, highest: Points }} Contribution */
/** @typedef {{ id: string, value: Points | null, percent?: number, band?: string, above_edge?: Points, to_next?: Points, near?: boolean, parts?: Contribution[] }} ScaleResult */
/** @typedef {{ id: string, level: string | null, computed: string | null, bound_by: string[], passed?: boolean }} OutcomeResult */
/** @typedef {{ status: string, outcomes: OutcomeResult[], marks: string[], scales: ScaleResult[], controls: { id: string, lowered: boolean, confirmed: boolean }[], products: { grade: string, match: string }[] }} Assessment */
/** @typedef {{ assessment: Assessment, answers: Record<string, unknown>, finished: string, sha256: string }} ResultRecord */

/** @param {HTMLElement} page the result section @param {ResultRecord} record @param {number} months it holds for, 0 when it does not expire @param {string} language */
export function showResult(page, record, months, language) {
  const { assessment } = record;
  showConditions(page, assessment);
  for (const outcome of assessment.outcomes) showOutcome(page, outcome, assessment.status === "blocked");
  reveal(page, "mark", (id) => assessment.marks.includes(id));
  showControls(page, assessment);
  for (const scale of assessment.scales) showScale(page, scale, assessment);
  showFeedback(page, record);
  for (const { grade, match } of assessment.products) reveal(one(page, `[data-grade="${grade}"]`), "match", (id) => id === match);
  const helpful = helpfulScales(assessment);
  reveal(page, "readFor", (ids) => ids.split(" ").some((id) => helpful.includes(id)));
  if (months > 0) {
    figure(page, "from", date(record.finished, 0, language));
    figure(page, "until", date(record.finished, months, language));
  }
  figure(page, "sha256", record.sha256);
}

/** @param {HTMLElement} page @param {Assessment} assessment */
function showConditions(page, assessment) {
  const conditions = [...page.querySelectorAll("[data-if]")].filter((part) => !part.closest("[data-outcome], [data-scale], [data-control]"));
  /** @type {Record<string, boolean>} */
  const holds = {
    blocked: assessment.status === "blocked",
    unblocked: assessment.status !== "blocked",
    unconfirmed: assessment.status === "unconfirmed",
    referred: assessment.status === "referred",
    matched: assessment.products.length > 0,
    "no-controls": assessment.controls.length === 0,
  };
  for (const part of conditions) if (data(part, "if") in holds) toggle(part, holds[data(part, "if")]);
}

/** @param {HTMLElement} page @param {OutcomeResult} outcome @param {boolean} blocked */
function showOutcome(page, outcome, blocked) {
  for (const part of page.querySelectorAll(`[data-outcome="${outcome.id}"]`)) {
    toggle(part, !blocked);
    reveal(part, "level", (id) => id === outcome.level);
    reveal(part, "computed", (id) => id === outcome.computed);
    reveal(part, "bound", (id) => outcome.bound_by.includes(id));
    reveal(part, "if", (name) => (name === "unknown" ? outcome.computed === null : outcome.computed !== null && (name !== "bound" || outcome.bound_by.length > 0)));
  }
}

/** @param {HTMLElement} page @param {Assessment} assessment */
function showControls(page, assessment) {
  const acted = new Map(assessment.controls.map((control) => [control.id, control]));
  for (const key of ["control", "contradiction", "blocking"]) reveal(page, key, (id) => acted.has(id));
  reveal(page, "confirm", (id) => !acted.get(id)?.confirmed);
  reveal(page, "confirmed", (id) => acted.get(id)?.confirmed ?? false);
  for (const { id, lowered } of assessment.controls) toggle(one(page, `[data-control="${id}"] [data-if=lowered]`), lowered);
}

/** @param {HTMLElement} page @param {ScaleResult} scale @param {Assessment} assessment */
function showScale(page, scale, assessment) {
  const part = one(page, `[data-scale="${scale.id}"]`);
  const binding = assessment.outcomes.some(({ bound_by }) => bound_by.includes(scale.id));
  const parts = scale.parts ?? [];
  const percent = scale.percent ?? 0;
  part.classList.toggle("binding", binding);
  figure(part, "value", inFigures(scale.value));
  one(part, ".fill").setAttribute("width", String(percent));
  reveal(part, "band", (id) => id === scale.band);
  /** @type {Record<string, boolean>} */
  const holds = {
    scored: scale.value !== null,
    unscored: scale.value === null,
    next: scale.to_next !== undefined,
    lower: scale.band !== undefined && part.querySelector("[data-band]")?.getAttribute("data-band") !== scale.band,
    near: Boolean(scale.near) && binding,
    mended: scale.value !== null && parts.some(({ points }) => points === null),
  };
  reveal(part, "if", (name) => holds[name] ?? true);
  if (part.querySelector(".nearness")) {
    figure(part, "above_edge", inFigures(scale.above_edge));
    figure(part, "to_next", inFigures(scale.to_next));
  }
  const counted = new Map(parts.map(({ part: id, points }) => [id, points]));
  for (const row of part.querySelectorAll("[data-points-of]")) {
    const points = counted.get(data(row, "pointsOf"));
    toggle(row, points !== undefined); // what was not drawn is no part
    toggle(one(row, "[data-if=counted]"), points !== null);
    toggle(one(row, "[data-if=uncounted]"), points === null);
    figure(row, "item-points", inFigures(points));
  }
}

/** Shows what there is to say of each answer; whether it was right is what it earned.
 * @param {HTMLElement} page @param {ResultRecord} record */
function showFeedback(page, { answers, assessment }) {
  const earned = new Map(assessment.scales.flatMap(({ parts }) => parts ?? []).map((part) => [part.part, part]));
  for (const place of page.querySelectorAll("[data-feedback]")) {
    const id = data(place, "feedback");
    const answer = answers[id];
    const chosen = Array.isArray(answer) ? answer : [answer];
    const part = earned.get(id);
    const verdict = !part ? "" : part.points === part.highest ? "right" : part.points === null || part.points === part.lowest ? "wrong" : "partly";
    toggle(place, answer !== undefined);
    reveal(place, "saidOf", (option) => chosen.includes(option));
    reveal(place, "verdict", (name) => name === verdict);
    place.querySelector("[data-right-answer]")?.toggleAttribute("hidden", verdict === "right" || verdict === "");
  }
}

/** @param {Assessment} assessment @returns {string[]} the scales that bound the result, or else the weakest */
function helpfulScales({ outcomes, scales }) {
  const bound = scales.filter(({ id }) => outcomes.some(({ bound_by }) => bound_by.includes(id)));
  const weakest = Math.min(...scales.map(({ percent }) => percent ?? 100));
  return (bound.length > 0 ? bound : scales.filter(({ percent }) => percent === weakest)).map(({ id }) => id);
}

/** @param {Points | null | undefined} points @returns {string} a fraction such as "11/4" as 2.75, for reading only */
function inFigures(points) {
  const [over, under = "1"] = String(points ?? "").split("/");
  return over && String(Math.round((100 * Number(over)) / Number(under)) / 100);
}

/** @param {string} utc @param {number} months later @param {string} language @returns {string} a date in the reader's calendar */
function date(utc, months, language) {
  const day = new Date(utc);
  const dayOfMonth = day.getDate();
  day.setDate(1);
  day.setMonth(day.getMonth() + months);
  const last = new Date(day.getFullYear(), day.getMonth() + 1, 0).getDate();
  day.setDate(Math.min(dayOfMonth, last)); // 29 February and its like end on the month's last day
  return day.toLocaleDateString(language, { dateStyle: "long" });
}

/** @param {ParentNode} root @param {string} key of the dataset @param {(value: string) => boolean} applies */
function reveal(root, key, applies) {
  const attribute = `data-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  for (const part of root.querySelectorAll(`[${attribute}]`)) toggle(part, applies(data(part, key)));
}

/** @param {Element} part @param {boolean} shown */
const toggle = (part, shown) => part.toggleAttribute("hidden", !shown);

/** @param {Element} part @param {string} key @returns {string} */
const data = (part, key) => /** @type {HTMLElement} */ (part).dataset[key] ?? "";

/** @param {ParentNode} root @param {string} name @param {string} text */
const figure = (root, name, text) => (one(root, `[data-figure="${name}"]`).textContent = text);

/** @param {ParentNode} root @param {string} selector @returns {HTMLElement} */
function one(root, selector) {
  const found = root.querySelector(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return /** @type {HTMLElement} */ (found);
}
