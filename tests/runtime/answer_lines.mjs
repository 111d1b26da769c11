// Answers requests in Node with the Python that the page runs, booted from the snapshot by the page's own script.
//   node answer_lines.mjs <runtime folder> <requests.jsonl> <replies.jsonl to write>
import { openAsBlob, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import process from "node:process";
import { DecompressionStream } from "node:stream/web";
import { pathToFileURL } from "node:url";
import { bootFromSnapshot } from "../../portal/browser/snapshot.js";

const [runtime, requests, replies] = process.argv.slice(2).map((path) => resolve(path));
const pyodideFile = (name) => import(pathToFileURL(`${runtime}/${name}`).href);
const stored = await openAsBlob(`${runtime}/snapshot.bin`);

const pyodide = await bootFromSnapshot({
  loadPyodide: (await pyodideFile("pyodide.mjs")).loadPyodide,
  createPyodideModule: (await pyodideFile("pyodide.asm.mjs")).default,
  indexURL: runtime,
  stdLibURL: `${runtime}/snapshot.json`,
  bytes: JSON.parse(readFileSync(`${runtime}/snapshot.json`, "utf8")).bytes,
  stored: stored.stream().pipeThrough(new DecompressionStream("gzip")),
});
const answer = pyodide.globals.get("answer");
const lines = readFileSync(requests, "utf8").trimEnd().split("\n");
writeFileSync(replies, lines.map((line) => `${answer(line)}\n`).join(""));
