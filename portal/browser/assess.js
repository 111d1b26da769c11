// The self-assessment page: steps through the form, asks Python for the result, shows it, lets it be kept or cleared.
// Nothing is sent or stored; everything lives in this page until it is cleared, closed or reloaded.
import { answerInWords, findFaults, idOf, inputs, items, keepAlone, readAnswers, showFaults } from "./answers.js";
import { showResult } from "./result.js";
import { startScorer } from "./scorer.js";
import { makeSteps } from "./steps.js";

/** @typedef {import("./result.js").ResultRecord} ResultRecord */

const root = element(document, ".assess");
const form = /** @type {HTMLFormElement} */ (element(root, "form"));
const summary = element(form, ".errors");
const failure = element(form, ".failure");
const stage = element(form, "[data-stage]");
const words = root.dataset;
const named = { form: words.form, version: words.version, language: words.language };

let started = "";
/** @type {string[]} */
let confirmed = [];
/** @type {ResultRecord | undefined} */
let record;

for (const part of root.querySelectorAll("[data-script]")) part.removeAttribute("hidden");
form.reset(); // a browser may have kept the last person's answers over a reload
const steps = makeSteps(root, allowed, (name) => name === "review" && fillReview());
root.classList.add("ready");
let ready = false;
const scorer = startScorer((reached) => {
  ready = reached === "ready";
});
(globalThis.requestIdleCallback ?? setTimeout)(() => void showAsked());

form.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLInputElement) keepAlone(target);
  [confirmed, record] = [[], undefined]; // both were of answers that have now changed
  void showAsked();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (steps.current() === "review") void submit();
  else leaveStep();
});
root.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  if (!button) return;
  const { go, change, confirm } = button.dataset;
  if (go) actions[go]();
  if (change) changeAnswer(change);
  if (confirm) void confirmAnswers(confirm);
});
addEventListener("beforeunload", (event) => {
  if (started) event.preventDefault(); // the browser asks before answers are lost
});

addEventListener("beforeprint", () => {
  for (const details of root.querySelectorAll("details")) details.open = true; // paper cannot be clicked
});

/** @type {Record<string, () => void>} */
const actions = {
  start: () => {
    started ||= now();
    steps.next();
  },
  back: steps.back,
  edit: () => steps.go("review"),
  retry: () => void submit(),
  print: () => print(),
  download,
  clear,
};

function leaveStep() {
  started ||= now();
  const faults = findFaults(steps.element(), words);
  showFaults(summary, form, faults);
  if (faults.length > 0) return;
  steps.next();
}

/** A result that no longer is, or steps of someone who has cleared everything, are not to be had by Back or Forward.
 * @param {string} name @returns {string} */
function allowed(name) {
  if (!started) return "start";
  return name === "result" && !record ? "review" : name;
}

/** Hides what need not be asked, by Python's own rules. Until Python is ready everything is shown. */
async function showAsked() {
  const answers = readAllAnswers();
  try {
    const reply = await scorer.ask({ ask: "shown", ...named, answers });
    if (!("shown" in reply)) return;
    for (const item of items(form)) {
      item.disabled = !reply.shown.includes(idOf(item));
      item.hidden = item.disabled;
    }
  } catch (error) {
    console.warn("Questions that need not be asked stay visible:", error); // submitting reports it to the reader
  }
}

/** @returns {Record<string, unknown>} answers of hidden items too: showing an item again brings its answer back */
function readAllAnswers() {
  const disabled = items(form).filter((item) => item.disabled);
  for (const item of disabled) item.disabled = false;
  const answers = readAnswers(form);
  for (const item of disabled) item.disabled = true;
  return answers;
}

async function submit() {
  const faults = findFaults(form, words);
  if (faults.length > 0) {
    changeAnswer(idOf(faults[0].fieldset));
    showFaults(summary, form, faults);
    return;
  }
  failure.hidden = true;
  stage.textContent = (ready ? words.sayWorking : words.sayStarting) ?? "";
  try {
    const reply = await scorer.ask({ ask: "score", ...named, answers: readAnswers(form), confirmed, started, finished: now() });
    if ("refused" in reply) return refuse(reply.refused);
    if (!("record" in reply)) throw new Error("the scorer's reply holds no record");
    record = /** @type {ResultRecord} */ (reply.record);
    showResult(element(root, ".result"), record, Number(words.months), words.language ?? "");
    fillAnswers();
    steps.go("result");
  } catch (error) {
    console.error(error);
    fail(words.sayFailed ?? "");
  } finally {
    stage.textContent = "";
  }
}

/** @param {{ item: string | null, sentence: string }[]} refused */
function refuse(refused) {
  const faults = refused.flatMap(({ item, sentence }) => {
    const fieldset = items(form).find((candidate) => idOf(candidate) === item);
    return fieldset ? [{ fieldset, sentence }] : [];
  });
  if (faults.length > 0) {
    changeAnswer(idOf(faults[0].fieldset));
    showFaults(summary, form, faults);
  } else fail(refused.map(({ sentence }) => sentence).join(" "));
}

/** @param {string} sentence */
function fail(sentence) {
  element(failure, "p").textContent = sentence;
  failure.hidden = false;
}

function fillReview() {
  for (const item of items(form)) {
    const said = answerInWords(item) || words.sayUnanswered || "";
    element(root, `[data-review="${idOf(item)}"] [data-answer]`).textContent = item.disabled ? words.sayUnasked ?? "" : said;
  }
}

function fillAnswers() {
  for (const item of items(form)) {
    for (const place of root.querySelectorAll(`[data-answer-to="${idOf(item)}"]`)) place.textContent = answerInWords(item);
  }
}

/** @param {string} id of the item to go to */
function changeAnswer(id) {
  const item = items(form).find((candidate) => idOf(candidate) === id);
  const step = /** @type {HTMLElement | null} */ (item?.closest(".step") ?? null);
  if (!item || !step) return;
  steps.go(step.dataset.step ?? "");
  (inputs(item).find((input) => input.checked) ?? inputs(item)[0]).focus();
  item.scrollIntoView({ block: "center" });
}

/** @param {string} control */
async function confirmAnswers(control) {
  confirmed = [...confirmed, control];
  await submit();
}

function download() {
  if (!record) return;
  const file = new Blob([`${JSON.stringify(record, null, 2)}\n`], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `${words.form}-${record.finished.slice(0, 10)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href)); // after the browser has taken it
}

function clear() {
  form.reset();
  [started, confirmed, record] = ["", [], undefined];
  showFaults(summary, form, []);
  failure.hidden = true;
  fillReview(); // with nothing, so that no answer stays in the page
  fillAnswers();
  for (const filled of root.querySelectorAll("[data-figure]")) filled.textContent = "";
  void showAsked();
  steps.first();
  element(root, "[data-cleared]").textContent = words.sayCleared ?? "";
}

/** @returns {string} UTC to the second, as a record holds it */
function now() {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}

/** @param {ParentNode} within @param {string} selector @returns {HTMLElement} */
function element(within, selector) {
  const found = within.querySelector(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return /** @type {HTMLElement} */ (found);
}
