// What stands in the form: reading it, filling it, naming what is wrong with it, saying it back in words.
// Scoring and the rules of the questionnaire are Python's; here are only the form's own controls.

/** @typedef {{ fieldset: HTMLFieldSetElement, sentence: string }} Fault */
/** @typedef {string | number | string[]} Answer */
/** @typedef {Record<string, Answer>} Answers */
/** @typedef {HTMLInputElement | HTMLTextAreaElement} Control */

/** @param {ParentNode} root @returns {HTMLFieldSetElement[]} the items that are asked */
export const asked = (root) => items(root).filter((item) => !item.disabled);

/** @param {ParentNode} root @returns {HTMLFieldSetElement[]} */
export const items = (root) => [...root.querySelectorAll("fieldset.item")].map((item) => /** @type {HTMLFieldSetElement} */ (item));

/** @param {HTMLFieldSetElement} item @returns {Control[]} */
export const controls = (item) => [...item.querySelectorAll("input, textarea")].map((control) => /** @type {Control} */ (control));

/** @param {HTMLFieldSetElement} item @returns {HTMLInputElement[]} the options to choose */
const options = (item) => [...item.querySelectorAll(".option input")].map((input) => /** @type {HTMLInputElement} */ (input));

/** @param {HTMLFieldSetElement} item @returns {Control | null} where a number, a date or a text is entered */
const entry = (item) => item.querySelector(".entry input, .entry textarea");

/** @param {HTMLFieldSetElement} item @returns {string} */
export const idOf = (item) => item.dataset.item ?? "";

/** @param {HTMLFieldSetElement} item @returns {HTMLInputElement[]} */
const chosen = (item) => options(item).filter((option) => option.checked);

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

/** @param {HTMLFieldSetElement} item @returns {Answer | undefined} */
function readAnswer(item) {
  const [first, ...more] = chosen(item).map((option) => option.value);
  if (item.dataset.type === "choices") return first === undefined ? undefined : [first, ...more];
  return first ?? readEntry(entry(item));
}

/** @param {Control | null} written @returns {string | number | undefined} */
function readEntry(written) {
  if (!written) return undefined;
  if (written.type !== "number") return written.value.trim() ? written.value : undefined;
  const number = /** @type {HTMLInputElement} */ (written).valueAsNumber;
  return Number.isNaN(number) ? undefined : number;
}

/** Fills one item in, as someone answered it before.
 * @param {HTMLFieldSetElement} item @param {Answer} answer */
export function fillAnswer(item, answer) {
  const values = Array.isArray(answer) ? answer : [String(answer)];
  const offered = options(item);
  for (const option of offered) option.checked = values.includes(option.value);
  const written = entry(item);
  if (written) written.value = offered.some((option) => option.checked) ? "" : values[0];
}

/** @param {HTMLFieldSetElement} item @returns {string} the answer in words, empty when there is none */
export function answerInWords(item) {
  const labels = chosen(item).map((option) => option.labels?.[0]?.textContent?.trim() ?? option.value);
  const written = entry(item);
  if (labels.length > 0 || !written?.value) return labels.join(" / ");
  const restated = item.querySelector(".restated")?.textContent;
  return restated || `${written.value} ${item.querySelector(".unit")?.textContent ?? ""}`.trim();
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
  if (chosen(item).length > 0) return undefined;
  const written = entry(item);
  if (!written) return "required" in item.dataset ? words.sayMissing : undefined;
  const { valid, valueMissing, badInput } = written.validity;
  if (valid) return "required" in item.dataset && !written.value.trim() ? words.sayMissing : undefined;
  if (valueMissing && !badInput) return words.sayMissing;
  return written.type === "date" ? words.sayDate : words.sayNumber;
}

/** @param {string} template @param {HTMLFieldSetElement} item @returns {string} */
function inWords(template, item) {
  const written = /** @type {HTMLInputElement | null} */ (entry(item));
  return template
    .replace("{question}", item.querySelector(".ask")?.textContent ?? "")
    .replace("{low}", written?.min ?? "")
    .replace("{high}", written?.max ?? "");
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
  const [first] = controls(fieldset);
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#${first.id}`;
  link.textContent = sentence;
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the address stays that of the step
    first.focus();
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
  for (const control of controls(item)) control.toggleAttribute("aria-invalid", Boolean(sentence));
}

/** What stands alone clears the others and is cleared by them: an option that excludes the rest, or one that declines
 * to give a number, and that number.
 * @param {Control} changed */
export function keepAlone(changed) {
  const item = /** @type {HTMLFieldSetElement | null} */ (changed.closest("fieldset.item"));
  if (!item) return;
  const written = entry(item);
  if (changed === written) {
    if (written.value) for (const option of options(item)) option.checked = false;
  } else if (changed instanceof HTMLInputElement && changed.type === "checkbox" && changed.checked) {
    const alone = "alone" in changed.dataset;
    for (const option of options(item)) {
      if (option !== changed && (alone || "alone" in option.dataset)) option.checked = false;
    }
    if (written) written.value = "";
  }
}
