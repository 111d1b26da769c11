// The page's side of the worker: asks it, and matches what comes back. Decides nothing, shows nothing.

/**
 * @typedef {{ refused: { item: string | null, sentence: string }[] }} Refused
 * @typedef {{ record: object, texts: Record<string, string> }} Scored
 * @typedef {{ kept: Record<string, import("./answers.js").Answer>, again: string[], gone: string[] }} Carried
 * @typedef {{ answers: Record<string, string>, differs: string[] }} Compared
 * @typedef {Scored | import("./asked.js").Shown | Carried | Compared | Refused} Reply
 * @typedef {"starting" | "loading" | "ready" | "broken"} Stage
 * @typedef {{ resolve: (reply: Reply) => void, reject: (error: Error) => void }} Waiting
 * @typedef {{ ask: (request: object) => Promise<Reply>, stop: () => void }} Scorer
 */

/**
 * Return a scorer. Its worker is made at the first ask, and made anew at the next ask after a failure.
 * @param {(stage: Stage) => void} onStage told how far the worker is
 * @param {string} [boot] "plain": without the snapshot, for tests and benchmarks
 * @returns {Scorer}
 */
export function startScorer(onStage, boot = "") {
  /** @type {Worker | null} */
  let worker = null;
  /** @type {Map<number, Waiting>} */
  const waiting = new Map();
  let asked = 0;

  /** @param {string} reason */
  function end(reason) {
    worker?.terminate();
    worker = null;
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  }

  /** @param {string} reason */
  function fail(reason) {
    end(reason);
    onStage("broken");
  }

  /** @param {any} message as worker.js describes */
  function hear({ id, stage, failed, ...reply }) {
    if (failed !== undefined) fail(failed); // after a fault of ours nothing it holds is trusted
    else if (stage) onStage(stage);
    else {
      waiting.get(id)?.resolve(reply);
      waiting.delete(id);
    }
  }

  function make() {
    const made = new Worker(new URL("./worker.js", import.meta.url), { type: "module", name: boot });
    made.onmessage = ({ data }) => hear(data);
    made.onmessageerror = () => fail("the worker's message cannot be read");
    made.onerror = (event) => fail(event.message || "the worker cannot be loaded");
    return made;
  }

  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        worker ??= make();
        waiting.set(++asked, { resolve, reject });
        worker.postMessage({ id: asked, request });
      }),
    stop: () => end("the scorer was stopped"),
  };
}
