// A memory snapshot of Pyodide as it is stored: the difference (xor) from the memory that Pyodide starts with.
// Most of what Pyodide starts with is in the snapshot too, and would be fetched twice: it is a fifth of the download.
// Used by portal/runtime/snapshot.mjs to make the image, and by the worker to boot from it. It fetches nothing.

/**
 * The memory in `snapshot`, as words: it follows a header whose second word is the header's length.
 * @param {Uint8Array} snapshot
 */
const memoryIn = (snapshot) => new Uint32Array(snapshot.buffer, new Uint32Array(snapshot.buffer, 0, 2)[1]);

/**
 * Turn a snapshot into its stored image, or an image back into the snapshot, in place.
 * @param {Uint8Array} snapshot
 * @param {Uint8Array} atFirst the memory before any code has run
 */
export function toggle(snapshot, atFirst) {
  const memory = memoryIn(snapshot);
  const first = new Uint32Array(atFirst.buffer, atFirst.byteOffset, atFirst.length / 4);
  for (let i = 0; i < first.length; i++) memory[i] ^= first[i];
}

/**
 * A number that tells whether `snapshot` is the one that was taken: not so if an engine starts with other memory.
 * @param {Uint8Array} snapshot
 */
export function checksum(snapshot) {
  const memory = memoryIn(snapshot);
  let sum = 0;
  for (let i = 0; i < memory.length; i++) sum = (Math.imul(sum, 31) + memory[i]) | 0;
  return sum;
}

/**
 * Boot Pyodide from an image.
 * @param {object} given
 * @param {typeof import("pyodide").loadPyodide} given.loadPyodide
 * @param {(settings: any) => Promise<any>} given.createPyodideModule what pyodide.asm.mjs exports
 * @param {string} given.indexURL the folder of Pyodide's files
 * @param {string} given.stdLibURL any small file: the standard library is in the snapshot, but Pyodide asks for one
 * @param {{ bytes: number, check: number }} given.about the snapshot's size and checksum
 * @param {ReadableStream<Uint8Array>} given.image
 */
export async function bootFromImage({ loadPyodide, createPyodideModule, indexURL, stdLibURL, about, image }) {
  const snapshot = new Uint8Array(about.bytes);
  const filled = fill(snapshot, image);
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
          .then(() => restore(snapshot, module, about.check))
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
 * @param {ReadableStream<Uint8Array>} image
 */
async function fill(snapshot, image) {
  const reader = image.getReader();
  let at = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    snapshot.set(part.value, at);
    at += part.value.length;
  }
  if (at !== snapshot.length) throw new Error(`the snapshot has ${at} bytes, not ${snapshot.length}`);
}

/**
 * @param {Uint8Array} image
 * @param {any} module Pyodide's, before any code has run
 * @param {number} check
 */
function restore(image, module, check) {
  toggle(image, module.HEAPU8);
  if (checksum(image) !== check) throw new Error("the snapshot does not fit the memory this browser starts with");
  const size = memoryIn(image).byteLength;
  if (size > module.HEAPU8.length) module.growMemory(size); // Pyodide copies the snapshot without making room for it
}
