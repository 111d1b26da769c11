// A record as a file: kept by downloading it, and opened again to fill the form in, or to stand beside an interview.
// A file is read in this page only.
import { fillAnswer, idOf, items } from "./answers.js";

const LARGEST = 1_000_000; // bytes; no record of ours comes near

/** @typedef {{ questionnaire: { id: string, version: string }, answers: Record<string, unknown>, seed?: unknown }} OpenedRecord */

/** @param {unknown} value @returns {value is number} whether it is what a form draws its items by */
export const isSeed = (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 32;

/** @param {object} record @param {string} name */
export function download(record, name) {
  const file = new Blob([`${JSON.stringify(record, null, 2)}\n`], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href)); // after the browser has taken it
}

/** @param {File | undefined} file @param {string | undefined} form the questionnaire it must be a record of
 * @returns {Promise<OpenedRecord | null>} null when it is none */
export async function openRecord(file, form) {
  if (!file || file.size > LARGEST) return null;
  try {
    const record = JSON.parse(await file.text());
    const answers = record?.answers;
    const sound = typeof answers === "object" && answers !== null && !Array.isArray(answers);
    return sound && record.questionnaire?.id === form && typeof record.questionnaire.version === "string" ? record : null;
  } catch {
    return null; // the reader is told that it is no record
  }
}

/** Fills in what Python says may be kept, and marks what must be answered again.
 * @param {ParentNode} form @param {{ kept: Record<string, import("./answers.js").Answer>, again: string[] }} carried */
export function fillIn(form, { kept, again }) {
  for (const item of items(form)) {
    const answer = kept[idOf(item)];
    if (answer !== undefined) fillAnswer(item, answer);
    item.querySelector("[data-changed]")?.toggleAttribute("hidden", !again.includes(idOf(item)));
  }
}

/** Puts another person's answers beside the questions, and marks where they differ.
 * @param {HTMLElement} root @param {{ answers: Record<string, string>, differs: string[] }} compared */
export function showBeside(root, { answers, differs }) {
  for (const place of root.querySelectorAll("[data-beside], [data-difference]")) {
    const { beside, difference } = /** @type {HTMLElement} */ (place).dataset;
    const id = beside ?? difference ?? "";
    const said = place.querySelector("[data-beside-answer]");
    if (said) said.textContent = answers[id] ?? "";
    place.querySelector("[data-differs]")?.toggleAttribute("hidden", !differs.includes(id));
    place.toggleAttribute("hidden", beside ? !(id in answers) : !differs.includes(id));
  }
  root.querySelector("[data-if=no-differences]")?.toggleAttribute("hidden", differs.length > 0);
}
