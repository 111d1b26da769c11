// What stands in the form: reading it, naming what is wrong with it, saying it back in words.
// Scoring and the rules of the questionnaire are Python's; here are only the form's own controls.

/** @typedef {{ fieldset: HTMLFieldSetElement, sentence: string }} Fault */
/** @typedef {Record<string, string | number | string[]>} Answers */

/** @param {ParentNode} root @returns {HTMLFieldSetElement[]} the items that are asked */
export const asked = (root) => items(root).filter((item) => !item.disabled);

/** @param {ParentNode} root @returns {HTMLFieldSetElement[]} */
export const items = (root) => [...root.querySelectorAll("fieldset.item")].map((item) => /** @type {HTMLFieldSetElement} */ (item));

/** @param {HTMLFieldSetElement} item @returns {HTMLInputElement[]} */
export const inputs = (item) => [...item.querySelectorAll("input")];

/** @param {HTMLFieldSetElement} item @returns {string} */
export const idOf = (item) => item.dataset.item ?? "";

/** @param {ParentNode} root @returns {Answers} what is answered; an item without an answer has no key */
export function readAnswers(root) {
  /** @type {Answers} */
  const answers = {};
  for (const item of asked(root)) {
    const answer = readAnswer(item);
    if (answer !== undefined) answers[idOf(item)] = answer;
  }
  return answers;
}

/** @param {HTMLFieldSetElement} item @returns {string | number | string[] | undefined} */
function readAnswer(item) {
  if (item.dataset.type === "number") {
    const number = inputs(item)[0].valueAsNumber;
    return Number.isNaN(number) ? undefined : number;
  }
  const chosen = inputs(item).filter((input) => input.checked).map((input) => input.value);
  if (chosen.length === 0) return undefined;
  return item.dataset.type === "choices" ? chosen : chosen[0];
}

/** @param {HTMLFieldSetElement} item @returns {string} the answer in words, empty when there is none */
export function answerInWords(item) {
  if (item.dataset.type === "number") {
    const value = inputs(item)[0].value;
    return value && `${value} ${item.querySelector(".unit")?.textContent ?? ""}`.trim();
  }
  const chosen = inputs(item).filter((input) => input.checked);
  return chosen.map((input) => input.labels?.[0]?.textContent?.trim() ?? input.value).join(" / ");
}

/** @param {ParentNode} root @param {DOMStringMap} words @returns {Fault[]} */
export function findFaults(root, words) {
  return asked(root).flatMap((item) => {
    const template = faultOf(item, words);
    return template ? [{ fieldset: item, sentence: inWords(template, item) }] : [];
  });
}

/** @param {HTMLFieldSetElement} item @param {DOMStringMap} words @returns {string | undefined} */
function faultOf(item, words) {
  const [first] = inputs(item);
  if (item.dataset.type === "number") {
    if (first.validity.valid) return undefined;
    return first.validity.valueMissing && !first.validity.badInput ? words.sayMissing : words.sayNumber;
  }
  const needed = "required" in item.dataset;
  return needed && !inputs(item).some((input) => input.checked) ? words.sayMissing : undefined;
}

/** @param {string} template @param {HTMLFieldSetElement} item @returns {string} */
function inWords(template, item) {
  const [first] = inputs(item);
  return template
    .replace("{question}", item.querySelector(".ask")?.textContent ?? "")
    .replace("{low}", first.min)
    .replace("{high}", first.max);
}

/** Shows the faults beside their items and in a summary that takes focus; no faults clears both.
 * @param {HTMLElement} summary @param {ParentNode} root @param {Fault[]} faults */
export function showFaults(summary, root, faults) {
  for (const item of items(root)) setError(item, "");
  const list = /** @type {HTMLElement} */ (summary.querySelector("ul"));
  list.replaceChildren(...faults.map((fault) => summaryLine(fault)));
  for (const { fieldset, sentence } of faults) setError(fieldset, sentence);
  summary.hidden = faults.length === 0;
  if (faults.length > 0) summary.focus();
}

/** @param {Fault} fault @returns {HTMLElement} */
function summaryLine({ fieldset, sentence }) {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#${inputs(fieldset)[0].id}`;
  link.textContent = sentence;
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the address stays that of the step
    inputs(fieldset)[0].focus();
    fieldset.scrollIntoView({ block: "start" });
  });
  line.append(link);
  return line;
}

/** @param {HTMLFieldSetElement} item @param {string} sentence */
function setError(item, sentence) {
  const error = /** @type {HTMLElement} */ (item.querySelector(".error"));
  error.textContent = sentence;
  error.hidden = !sentence;
  for (const input of inputs(item)) input.toggleAttribute("aria-invalid", Boolean(sentence));
}

/** An option that stands alone clears the others, and is cleared by them.
 * @param {HTMLInputElement} changed */
export function keepAlone(changed) {
  const item = /** @type {HTMLFieldSetElement | null} */ (changed.closest("fieldset.item"));
  if (!item || changed.type !== "checkbox" || !changed.checked) return;
  const alone = "alone" in changed.dataset;
  for (const input of inputs(item)) {
    if (input !== changed && (alone || "alone" in input.dataset)) input.checked = false;
  }
}
