// What Python says of a form's answers so far: which questions are asked, what texts that depend on answers say, and in
// which order a seed puts the options. Here it is put on the page.
import { answerInWords, idOf, items } from "./answers.js";

/** @typedef {{ shown: string[], texts: Record<string, string>, orders: Record<string, string[]> }} Shown */

/** @param {HTMLElement} root @param {Shown} reply */
export function applyShown(root, { shown, texts, orders }) {
  for (const item of items(root)) {
    item.disabled = !shown.includes(idOf(item));
    item.hidden = item.disabled;
    if (orders[idOf(item)]) order(item, orders[idOf(item)]);
  }
  for (const matrix of root.querySelectorAll("[data-matrix]")) matrix.toggleAttribute("hidden", isUnasked(matrix));
  number(root);
  applyTexts(root, texts);
}

/** @param {ParentNode} root @param {Record<string, string>} texts by the key that stands in data-text */
export function applyTexts(root, texts) {
  for (const place of root.querySelectorAll("[data-text]")) {
    const text = texts[/** @type {HTMLElement} */ (place).dataset.text ?? ""];
    if (text !== undefined && place.textContent !== text) place.textContent = text;
  }
}

/** @param {ParentNode} part of the form @returns {boolean} whether none of its questions is asked */
export function isUnasked(part) {
  const some = items(part);
  return some.length > 0 && some.every((item) => item.disabled);
}

/** Numbers the questions and the steps that are asked, so that none seems to be missing.
 * @param {HTMLElement} root */
function number(root) {
  items(root).filter((item) => !item.disabled).forEach((item, at) => {
    const place = item.querySelector(".number");
    if (place) place.textContent = String(at + 1);
  });
  const steps = [...root.querySelectorAll("form .step")].filter((step) => step.querySelector(".progress") && !isUnasked(step));
  steps.forEach((step, at) => {
    const label = step.querySelector(".progress label");
    const words = root.dataset.sayStep ?? "";
    if (label) label.textContent = words.replace("{at}", String(at + 1)).replace("{of}", String(steps.length));
    step.querySelector("progress")?.setAttribute("value", String(at + 1));
    step.querySelector("progress")?.setAttribute("max", String(steps.length));
  });
}

/** @param {HTMLFieldSetElement} item @param {string[]} ids of its options, in the order to show */
function order(item, ids) {
  const place = item.querySelector(".options");
  const standing = [...(place?.querySelectorAll("input") ?? [])].map((input) => input.value);
  if (!place || standing.join() === ids.join()) return;
  for (const id of ids) {
    const label = place.querySelector(`input[value="${id}"]`)?.closest("label");
    if (label) place.append(label);
  }
}

/** Writes an amount of money out beside the number that is being entered, so that its zeros need not be counted.
 * @param {HTMLElement} root @param {string} language */
export function restate(root, language) {
  for (const place of root.querySelectorAll(".restated")) {
    const input = /** @type {HTMLInputElement} */ (place.closest(".entry")?.querySelector("input"));
    const amount = input.valueAsNumber;
    const style = { style: "currency", currency: input.dataset.currency, currencyDisplay: "narrowSymbol", maximumFractionDigits: 0 };
    place.textContent = Number.isNaN(amount) ? "" : new Intl.NumberFormat(language, /** @type {any} */ (style)).format(amount);
  }
}

/** Says every answer back, in the review and wherever the result mentions it.
 * @param {HTMLElement} root @param {DOMStringMap} words */
export function fillReview(root, words) {
  for (const item of items(root)) {
    const said = answerInWords(item);
    const place = root.querySelector(`[data-review="${idOf(item)}"] [data-answer]`);
    if (place) place.textContent = item.disabled ? words.sayUnasked ?? "" : said || (words.sayUnanswered ?? "");
    for (const mention of root.querySelectorAll(`[data-answer-to="${idOf(item)}"]`)) mention.textContent = item.disabled ? "" : said;
  }
  for (const section of root.querySelectorAll("[data-review-of]")) {
    const step = root.querySelector(`[data-step="step-${/** @type {HTMLElement} */ (section).dataset.reviewOf}"]`);
    section.toggleAttribute("hidden", Boolean(step && isUnasked(step)));
  }
}
