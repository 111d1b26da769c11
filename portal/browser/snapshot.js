// Boots Pyodide from a memory snapshot: used by the worker, and by the tests in Node. It fetches nothing.

/**
 * Boot Pyodide from a snapshot, which may still be on its way while Pyodide compiles.
 * @param {object} given
 * @param {typeof import("pyodide").loadPyodide} given.loadPyodide
 * @param {(settings: any) => Promise<any>} given.createPyodideModule what pyodide.asm.mjs exports
 * @param {string} given.indexURL the folder of Pyodide's files
 * @param {string} given.stdLibURL any small file: the standard library is in the snapshot, but Pyodide asks for one
 * @param {number} given.bytes the snapshot's size
 * @param {ReadableStream<Uint8Array>} given.stored the snapshot
 */
export async function bootFromSnapshot({ loadPyodide, createPyodideModule, indexURL, stdLibURL, bytes, stored }) {
  const snapshot = new Uint8Array(bytes);
  const filled = fill(snapshot, stored);
  /** @type {unknown} */
  let reason;
  const booted = loadPyodide({
    indexURL,
    stdLibURL,
    // Still empty: Pyodide compiles its WebAssembly meanwhile, and reads this only when no dependency is open.
    _loadSnapshot: snapshot,
    createPyodideModule: (/** @type {any} */ settings) => {
      settings.preRun.push((/** @type {any} */ module) => {
        module.addRunDependency("snapshot");
        filled
          .then(() => fit(snapshot, module))
          .catch((error) => {
            reason = error;
            snapshot.fill(0, 0, 4); // without its first word Pyodide refuses it, which ends the boot
          })
          .finally(() => module.removeRunDependency("snapshot"));
      });
      return createPyodideModule(settings);
    },
  });
  try {
    return (await Promise.all([booted, filled]))[0];
  } catch (error) {
    throw reason ?? error; // Pyodide's own is only that the first word is wrong
  }
}

/**
 * @param {Uint8Array} snapshot
 * @param {ReadableStream<Uint8Array>} stored
 */
async function fill(snapshot, stored) {
  const reader = stored.getReader();
  let at = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    snapshot.set(part.value, at);
    at += part.value.length;
  }
  if (at !== snapshot.length) throw new Error(`the snapshot has ${at} bytes, not ${snapshot.length}`);
}

/**
 * Pyodide copies the memory in a snapshot over its own, as it is. It makes no room for a larger one; and Python calls
 * functions through a trampoline whose address lies in that memory, which is zero in engines that cannot have one
 * (WebKit's): this engine's own address must stay, whatever that of the engine that took the snapshot.
 * @param {Uint8Array} snapshot a header, whose second word is its own length, and the memory
 * @param {any} module Pyodide's, ready to run and before any code has run
 */
function fit(snapshot, module) {
  const header = new Uint32Array(snapshot.buffer, 0, 2)[1];
  const memory = new Int32Array(snapshot.buffer, header);
  const trampoline = (module.__PyRuntime + module.HEAP32[module.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET / 4]) / 4;
  if (!Number.isInteger(trampoline)) throw new Error("this Pyodide keeps its trampoline elsewhere");
  memory[trampoline] = module.HEAP32[trampoline];
  if (memory.byteLength > module.HEAPU8.length) module.growMemory(memory.byteLength);
}
