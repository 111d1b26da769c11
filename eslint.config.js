// What our scripts must avoid: mistakes, and the doors through which a reader's or a record's text could run as code.
import js from "@eslint/js";

const markup = "Text of a reader or a record would run as markup: use textContent, or clone a <template>.";

export default [
  { ignores: [".cache/", ".venv/", "build/", "site/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "array-callback-return": "error",
      "default-case-last": "error",
      eqeqeq: "error",
      "no-alert": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-param-reassign": "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: markup },
        { property: "insertAdjacentHTML", message: markup },
        { property: "outerHTML", message: markup },
        { property: "sendBeacon", message: "Nothing leaves the page." },
      ],
      "no-script-url": "error",
      "no-shadow": "error",
      "no-unused-expressions": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["portal/browser/**/*.js"],
    // tsc reads these files and knows every name of the page and the worker; no-eval and no-implied-eval need these
    languageOptions: {
      globals: { self: "readonly", setInterval: "readonly", setTimeout: "readonly", window: "readonly" },
    },
    rules: { "no-undef": "off" },
  },
  {
    files: ["portal/runtime/**/*.mjs"],
    languageOptions: { globals: { console: "readonly", performance: "readonly", process: "readonly", URL: "readonly" } },
  },
];
