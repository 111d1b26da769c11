// Scores answers off the main thread (module worker), with the same Python that everyone else uses.
//   page → worker   { id, request }     request: what scoring/browser.py answers, as a plain object
//   worker → page   { stage }           unasked: "starting", then "ready";
//                                         "loading" between them if the quick boot failed and the plain one is tried
//                   { stage, failed }     stage "broken": neither worked. To retry, make a new worker
//                   { id, record }      one of these four, once per id:
//                   { id, shown }         the ids of the items to show
//                   { id, refused }       sentences that tell the reader what to change
//                   { id, failed }        our bug: apologise, and log this text
// The quick boot restores a memory snapshot in which the questionnaires have been read already; the plain boot starts
// Python, unpacks our wheel and reads them. A worker named "plain" does only the latter (tests and benchmarks use it).
import { bootFromSnapshot } from "./snapshot.js";

/** @typedef {(request: string) => string} Answer */

const RUNTIME = new URL("./runtime/", import.meta.url).href;
const tell = (/** @type {object} */ message) => self.postMessage(message);
const text = (/** @type {unknown} */ error) => (error instanceof Error ? error.message : String(error));

tell({ stage: "starting" });
const starting = start();
starting.then(
  () => tell({ stage: "ready" }),
  (error) => tell({ stage: "broken", failed: text(error) }),
);

self.onmessage = async ({ data: { id, request } }) => {
  try {
    const answer = await starting;
    tell({ id, ...JSON.parse(answer(JSON.stringify(request))) }); // only text crosses into Python
  } catch (error) {
    tell({ id, failed: text(error) });
  }
};

/** @returns {Promise<Answer>} */
async function start() {
  refuseWithoutWebAssembly();
  const swallowed = compileFailure();
  if (self.name === "plain") return Promise.race([bootPlain(), swallowed]);
  try {
    return await Promise.race([bootQuick(), swallowed]);
  } catch (error) {
    console.warn(`Python does not start from its snapshot, so it starts the plain way: ${text(error)}`);
    tell({ stage: "loading" });
    return Promise.race([bootPlain(), compileFailure()]);
  }
}

/** @returns {Promise<Answer>} */
async function bootQuick() {
  const stdLibURL = `${RUNTIME}snapshot.json`;
  const [{ loadPyodide }, { default: createPyodideModule }, { bytes }, stored] = await Promise.all([
    import(`${RUNTIME}pyodide.mjs`),
    import(`${RUNTIME}pyodide.asm.mjs`),
    fetched(stdLibURL).then((response) => response.json()),
    fetched(`${RUNTIME}snapshot.bin`).then(unzipped),
  ]);
  const given = { loadPyodide, createPyodideModule, indexURL: RUNTIME, stdLibURL, bytes, stored };
  return (await bootFromSnapshot(given)).globals.get("answer");
}

/** @returns {Promise<Answer>} */
async function bootPlain() {
  const { loadPyodide } = await import(`${RUNTIME}pyodide.mjs`);
  const [pyodide, bundle] = await Promise.all([
    loadPyodide({ indexURL: RUNTIME }),
    fetched(`${RUNTIME}bundle.json`).then((response) => response.text()),
  ]);
  const failed = (/** @type {string} */ message) => console.error(message);
  await pyodide.loadPackage("suitability-scoring", { messageCallback: () => {}, errorCallback: failed });
  return pyodide.pyimport("scoring.browser").door(bundle);
}

/** @param {string} address */
async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status} ${response.statusText}`);
  return response;
}

/** @param {Response} response */
function unzipped(response) {
  if (!response.body) throw new Error(`${response.url} is empty`);
  return response.body.pipeThrough(new DecompressionStream("gzip"));
}

/** Throw at once what would otherwise show up late: an old browser, or a policy without 'wasm-unsafe-eval'. */
function refuseWithoutWebAssembly() {
  new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)); // the smallest module there is
}

/**
 * Rejects when Pyodide's WebAssembly cannot be fetched or compiled: Pyodide itself only logs it, and waits for ever.
 * @returns {Promise<never>}
 */
function compileFailure() {
  const compile = WebAssembly.instantiateStreaming;
  return new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = async (source, imports) => {
      try {
        return await compile(source, imports);
      } catch (error) {
        reject(error);
        throw error;
      }
    };
  });
}
