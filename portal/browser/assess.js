// The page of a questionnaire: steps through the form, asks Python for the result, shows it, lets it be kept or cleared.
// Nothing is sent or stored; everything lives in this page until it is cleared, closed or reloaded.
import { controls, findFaults, idOf, items, keepAlone, readAnswers, showFaults } from "./answers.js";
import { applyShown, applyTexts, fillReview, isUnasked, restate } from "./asked.js";
import { download, fillIn, isSeed, openRecord, showBeside } from "./record_file.js";
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
const language = words.language ?? "";

let started = "";
/** @type {string[]} */
let confirmed = [];
/** @type {ResultRecord | undefined} */
let record;
/** @type {Record<string, unknown> | undefined} another person's answers, for a form that stands beside theirs */
let other;
let named = nameForm();

for (const part of root.querySelectorAll("[data-script]")) part.removeAttribute("hidden");
form.reset(); // a browser may have kept the last person's answers over a reload
const steps = makeSteps(root, allowed, isUnasked, (name) => name === "review" && fillReview(root, words));
root.setAttribute("data-asking", "");
root.classList.add("ready");
let ready = false;
const scorer = startScorer((reached) => {
  ready = reached === "ready";
});
(globalThis.requestIdleCallback ?? setTimeout)(() => void showAsked());

form.addEventListener("input", ({ target }) => {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
  keepAlone(target);
  restate(form, language);
  [confirmed, record] = [[], undefined]; // both were of answers that have now changed
});
form.addEventListener("change", () => void showAsked());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (steps.current() === "review") void submit();
  else void leaveStep();
});
root.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  if (!button) return;
  const { go, change, confirm } = button.dataset;
  if (go) actions[go]();
  if (change) changeAnswer(change);
  if (confirm) void confirmAnswers(confirm);
});
root.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLInputElement && target.dataset.open) void open(target);
});
addEventListener("beforeunload", (event) => {
  if (started) event.preventDefault(); // the browser asks before answers are lost
});
addEventListener("beforeprint", () => {
  for (const details of root.querySelectorAll("details:not(.open-record)")) /** @type {HTMLDetailsElement} */ (details).open = true; // paper cannot be clicked
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
  download: () => record && download(record, `${words.form}-${record.finished.slice(0, 10)}.json`),
  clear,
};

/** @returns {{ form: string | undefined, version: string | undefined, language: string, seed?: number }} */
function nameForm() {
  const seed = "seeded" in words ? { seed: crypto.getRandomValues(new Uint32Array(1))[0] } : {};
  return { form: words.form, version: words.version, language, ...seed };
}

async function leaveStep() {
  started ||= now();
  const faults = findFaults(steps.element(), words);
  showFaults(summary, form, faults);
  if (faults.length > 0) return;
  if (ready) await asking; // which step comes next may depend on the answer just given
  steps.next();
}

/** A result that no longer is, or steps of someone who has cleared everything, are not to be had by Back or Forward.
 * @param {string} name @returns {string} */
function allowed(name) {
  if (!started) return "start";
  return name === "result" && !record ? "review" : name;
}

/** @type {Promise<void>} settled once the page shows what the answers so far ask for */
let asking = Promise.resolve();

/** Hides what need not be asked, by Python's own rules. Until Python is ready everything is shown. */
function showAsked() {
  asking = ask();
  return asking;
}

async function ask() {
  const answers = readAllAnswers();
  root.setAttribute("data-asking", ""); // so that whoever drives the page can wait for it
  try {
    const reply = await scorer.ask({ ask: "shown", ...named, answers });
    if ("shown" in reply) applyShown(root, reply);
    await compare();
  } catch (error) {
    console.warn("Questions that need not be asked stay visible:", error); // submitting reports it to the reader
  } finally {
    root.removeAttribute("data-asking");
  }
}

async function compare() {
  if (!other) return;
  const reply = await scorer.ask({ ask: "beside", ...named, answers: readAnswers(form), other });
  if ("differs" in reply) showBeside(root, reply);
}

/** @returns {Record<string, unknown>} answers of hidden items too: showing an item again brings its answer back */
function readAllAnswers() {
  const disabled = items(form).filter((item) => item.disabled);
  for (const item of disabled) item.disabled = false;
  const answers = readAnswers(form);
  for (const item of disabled) item.disabled = true;
  return answers;
}

/** Opens a file: a record of this form fills it in, one of the form beside this one is compared with it.
 * @param {HTMLInputElement} input */
async function open(input) {
  const own = input.dataset.open === "own";
  const opened = await openRecord(input.files?.[0], own ? words.form : words.standsBeside);
  const said = element(root, `[data-opened="${input.dataset.open}"]`);
  said.textContent = (own ? words.sayNotOpened : words.sayNotBeside) ?? "";
  input.value = ""; // the same file can be chosen again
  if (!opened) return;
  if (own) {
    if ("seed" in named && isSeed(opened.seed)) named = { ...named, seed: opened.seed }; // the same questions again
    const reply = await scorer.ask({ ask: "carry", ...named, from: opened.questionnaire.version, answers: opened.answers });
    if ("refused" in reply) said.textContent = reply.refused.map(({ sentence }) => sentence).join(" ");
    if (!("kept" in reply)) return;
    fillIn(form, reply);
    restate(form, language);
    const again = reply.again.length > 0 ? ` ${words.sayOpenedAgain?.replace("{again}", String(reply.again.length))}` : "";
    said.textContent = `${words.sayOpened?.replace("{kept}", String(Object.keys(reply.kept).length))}${again}`;
  } else {
    other = opened.answers;
    const places = [...root.querySelectorAll("[data-beside]")].map((place) => /** @type {HTMLElement} */ (place));
    const compared = places.filter(({ dataset }) => (dataset.of ?? "") in opened.answers);
    said.textContent = words.sayBesideOpened?.replace("{compared}", String(compared.length)) ?? "";
  }
  await showAsked();
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
    showResult(element(root, ".result"), record, Number(words.months), language);
    applyTexts(root, reply.texts);
    fillReview(root, words);
    await compare();
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

/** @param {string} id of the item to go to */
function changeAnswer(id) {
  const item = items(form).find((candidate) => idOf(candidate) === id);
  const step = /** @type {HTMLElement | null} */ (item?.closest(".step") ?? null);
  if (!item || !step) return;
  steps.go(step.dataset.step ?? "");
  const [first, ...more] = controls(item);
  ([first, ...more].find((control) => control instanceof HTMLInputElement && control.checked) ?? first).focus();
  item.scrollIntoView({ block: "center" });
}

/** @param {string} control */
async function confirmAnswers(control) {
  confirmed = [...confirmed, control];
  await submit();
}

function clear() {
  form.reset();
  [started, confirmed, record, other] = ["", [], undefined, undefined];
  named = nameForm(); // another person gets a seed of their own
  showFaults(summary, form, []);
  failure.hidden = true;
  fillIn(form, { kept: {}, again: [] });
  showBeside(root, { answers: {}, differs: [] });
  restate(form, language);
  fillReview(root, words); // with nothing, so that no answer stays in the page
  for (const filled of root.querySelectorAll("[data-figure], [data-opened]")) filled.textContent = "";
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
