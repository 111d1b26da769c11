// The result page is written at build time with every word it may need; this reveals what applies and fills figures in.

/** @typedef {number | string} Points a whole number, or a fraction such as "7/2" */
/** @typedef {{ item: string, points: Points | null }} Contribution */
/** @typedef {{ id: string, points: Points, percent: number, band: string, above_edge: Points, to_next: Points | null, near: boolean, items: Contribution[] }} ScaleResult */
/** @typedef {{ status: string, tier: string | null, computed: string, marks: string[], bound_by: string[], scales: ScaleResult[], controls: { id: string, lowered: boolean, confirmed: boolean }[], products: { grade: string, match: string }[] }} Assessment */
/** @typedef {{ assessment: Assessment, finished: string, sha256: string }} ResultRecord */

/** @param {HTMLElement} page the result section @param {ResultRecord} record @param {number} months it holds for @param {string} language */
export function showResult(page, record, months, language) {
  const { assessment } = record;
  showConditions(page, assessment);
  reveal(page, "tier", (id) => id === assessment.tier);
  reveal(page, "computed", (id) => id === assessment.computed);
  reveal(page, "mark", (id) => assessment.marks.includes(id));
  reveal(page, "bound", (id) => assessment.bound_by.includes(id));
  showControls(page, assessment);
  for (const scale of assessment.scales) showScale(page, scale, assessment);
  for (const { grade, match } of assessment.products) reveal(one(page, `[data-grade="${grade}"]`), "match", (id) => id === match);
  const helpful = helpfulScales(assessment);
  reveal(page, "readFor", (ids) => ids.split(" ").some((id) => helpful.includes(id)));
  figure(page, "from", date(record.finished, 0, language));
  figure(page, "until", date(record.finished, months, language));
  figure(page, "sha256", record.sha256);
}

/** @param {HTMLElement} page @param {Assessment} assessment */
function showConditions(page, assessment) {
  const conditions = [...page.querySelectorAll("[data-if]")].filter((part) => !part.closest("[data-scale], [data-control]"));
  const holds = {
    blocked: assessment.status === "blocked",
    unconfirmed: assessment.status === "unconfirmed",
    referred: assessment.controls.length > 0 && assessment.status === "referred",
    tier: assessment.tier !== null,
    "no-controls": assessment.controls.length === 0,
  };
  for (const part of conditions) toggle(part, /** @type {Record<string, boolean>} */ (holds)[data(part, "if")]);
}

/** @param {HTMLElement} page @param {Assessment} assessment */
function showControls(page, assessment) {
  const acted = new Map(assessment.controls.map((control) => [control.id, control]));
  reveal(page, "control", (id) => acted.has(id));
  reveal(page, "contradiction", (id) => acted.has(id));
  reveal(page, "confirm", (id) => !acted.get(id)?.confirmed);
  reveal(page, "confirmed", (id) => acted.get(id)?.confirmed ?? false);
  for (const { id, lowered } of assessment.controls) toggle(one(page, `[data-control="${id}"] [data-if=lowered]`), lowered);
}

/** @param {HTMLElement} page @param {ScaleResult} scale @param {Assessment} assessment */
function showScale(page, scale, assessment) {
  const part = one(page, `[data-scale="${scale.id}"]`);
  const binding = assessment.bound_by.includes(scale.id);
  part.classList.toggle("binding", binding);
  figure(part, "points", inFigures(scale.points));
  figure(part, "above_edge", inFigures(scale.above_edge));
  figure(part, "to_next", inFigures(scale.to_next ?? ""));
  one(part, ".fill").setAttribute("width", String(scale.percent));
  reveal(part, "band", (id) => id === scale.band);
  const counted = new Map(scale.items.map(({ item, points }) => [item, points]));
  const holds = { next: scale.to_next !== null, lower: scale.percent > 0, near: scale.near && binding, prorated: [...counted.values()].includes(null) };
  for (const [name, truth] of Object.entries(holds)) toggle(one(part, `[data-if=${name}]`), truth);
  for (const [item, points] of counted) {
    const cell = one(part, `[data-points-of="${item}"]`);
    toggle(one(cell, "[data-if=counted]"), points !== null);
    toggle(one(cell, "[data-if=uncounted]"), points === null);
    figure(cell, "item-points", inFigures(points ?? ""));
  }
}

/** @param {Assessment} assessment @returns {string[]} the scales that bound the result, or else the weakest */
function helpfulScales({ bound_by, scales }) {
  const bound = scales.filter(({ id }) => bound_by.includes(id));
  const weakest = Math.min(...scales.map(({ percent }) => percent));
  return (bound.length > 0 ? bound : scales.filter(({ percent }) => percent === weakest)).map(({ id }) => id);
}

/** @param {Points} points @returns {string} a fraction such as "11/4" as 2.75, for reading only */
function inFigures(points) {
  const [over, under = "1"] = String(points).split("/");
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
