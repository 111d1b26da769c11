// Takes the memory snapshot that the page boots from. Run by snapshot.py:
//   node snapshot.mjs <runtime folder> <wheel> <bundle.json> <prepare.py> <snapshot to write>
// Prints what the page must know before it opens the snapshot: { bytes }.
// The same input gives the same snapshot: the clock stands still, and nothing is random (see prepare.py).
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [runtime, wheel, bundle, prepare, out] = process.argv.slice(2).map((path) => resolve(path));
const pyodideFile = (name) => import(pathToFileURL(`${runtime}/${name}`).href);

Date.now = () => 1767225600000; // as EPOCH in wheel.py, in milliseconds
performance.now = () => 0;

const { loadPyodide } = await pyodideFile("pyodide.mjs");

const pyodide = await loadPyodide({
  indexURL: runtime,
  env: { HOME: "/home/pyodide", LANG: "C.UTF-8", PYTHONHASHSEED: "0" },
  _sysExecutable: "python", // else the path of this very file
  _makeSnapshot: true,
});

pyodide.FS.writeFile("/wheel.zip", readFileSync(wheel));
pyodide.FS.writeFile("/bundle.json", readFileSync(bundle));
pyodide.runPython(readFileSync(prepare, "utf8"), { filename: "prepare.py" });
wipeFreeMemory(pyodide._module);

const snapshot = pyodide.makeMemorySnapshot();
writeFileSync(out, snapshot);
console.log(JSON.stringify({ bytes: snapshot.length }));

// What Python freed still holds its last content, which takes a fifth of the compressed snapshot. So fill every gap:
// blocks of each size, until one no longer fits a gap and the heap's end moves to make room for it.
function wipeFreeMemory(module) {
  const held = [];
  for (let size = 2 ** 18; size >= 2 ** 4; size /= 2) {
    const end = module._sbrk(0);
    do {
      const block = module._malloc(size);
      module.HEAPU8.fill(0, block, block + size);
      held.push(block);
    } while (module._sbrk(0) === end);
  }
  for (const block of held) module._free(block);
}
