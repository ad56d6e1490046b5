import { createHash } from "node:crypto";
import { capitalised, fill } from "../../../core/issues/fill";
import type { Language } from "../../../core/issues/languages";
import type { Problem } from "../../../core/operation/types";
import { escapeHtml } from "../../../core/values/escape-html";
import type { DescribedSetting } from "../../systems/contract/settings";
import { TEXTS } from "../../connect/sign-in/texts";

const STYLE = `
:root { color-scheme: light dark; --ground: #f5f5f5; --card: #ffffff; --text: #242424; --soft: #424242; --line: #d1d1d1; --under: #616161; --brand: #0f6cbd; --brand-hover: #115ea3; --on-brand: #ffffff; --bad: #b10e1c; --bad-ground: #fdf3f4; --good: #0e700e; --good-ground: #f1faf1; }
@media (prefers-color-scheme: dark) { :root { --ground: #1f1f1f; --card: #292929; --text: #ffffff; --soft: #d6d6d6; --line: #666666; --under: #adadad; --brand: #62abf5; --brand-hover: #77b7f7; --on-brand: #0a2e4a; --bad: #f1707b; --bad-ground: #3b0f13; --good: #54b054; --good-ground: #052505; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 14px/20px "Segoe UI", system-ui, sans-serif; }
main { width: min(560px, calc(100% - 32px)); margin: clamp(16px, 8vh, 64px) auto; padding: clamp(20px, 6vw, 32px); background: var(--card); border: 1px solid transparent; border-radius: 8px; box-shadow: 0 2px 8px rgb(0 0 0 / 14%); }
h1 { font-size: 24px; line-height: 32px; font-weight: 600; margin: 0 0 8px; }
h2 { font-size: 16px; line-height: 22px; font-weight: 600; margin: 24px 0 4px; }
p { margin: 0 0 12px; overflow-wrap: anywhere; }
label { display: block; margin: 20px 0 4px; }
input { width: 100%; min-height: 40px; padding: 8px 12px; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-bottom-color: var(--under); border-radius: 4px; accent-color: var(--brand); }
.choice { display: flex; gap: 12px; align-items: flex-start; }
.choice input { flex: none; width: 18px; min-height: 18px; height: 18px; margin: 1px 0; }
.choice + .hint { margin-inline-start: 30px; }
input[aria-invalid] { border-color: var(--bad); }
.hint, .code { color: var(--soft); font-size: 12px; line-height: 16px; }
.hint { margin-top: 4px; }
.problem, .good { margin: 16px 0; padding: 12px 16px; border: 1px solid var(--bad); border-radius: 4px; background: var(--bad-ground); }
.good { border-color: var(--good); background: var(--good-ground); }
.problem p:first-child { font-weight: 600; margin-bottom: 4px; }
.problem p:last-child { margin: 0; }
summary { margin-top: 20px; cursor: pointer; }
button { display: inline-block; margin-top: 12px; padding: 10px 20px; font: inherit; font-weight: 600; color: var(--on-brand); background: var(--brand); border: 1px solid transparent; border-radius: 4px; cursor: pointer; }
button:hover { background: var(--brand-hover); }
:focus-visible { outline: 2px solid var(--brand); outline-offset: 2px; }
`;
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/**
 * The setup link's secret stands behind a #, which browsers send to nobody, so no proxy writes it down. This moves it from the
 * address into the form.
 */
const SCRIPT = `
const code = location.hash.slice(1);
if (code) {
  history.replaceState(null, "", location.pathname);
  document.forms[0].elements.link.value = code;
  document.forms[0].submit();
}
`;
const SCRIPT_HASH = createHash("sha256").update(SCRIPT).digest("base64");

/** Headers of every page: nothing is loaded, nothing frames or opens it, no address leaks, nothing is kept. */
export function headersFor(signInOrigin?: string): Readonly<Record<string, string>> {
  return {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    // A form's redirect counts as its target: the sign-in service has to be named.
    "content-security-policy":
      `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; script-src 'sha256-${SCRIPT_HASH}'; base-uri 'none'; frame-ancestors 'none'; ` +
      `form-action 'self'${signInOrigin ? ` ${signInOrigin}` : ""}`,
  };
}

export interface FormValues {
  readonly system: string;
  readonly link: string;
  readonly url: string;
  /** Whether importing everything at once is ticked. */
  readonly autoSync: boolean;
  /** Whether somebody else than before may sign in. */
  readonly otherAccount: boolean;
  /** Another system is joined to an environment that is connected: nobody signs in, and nothing is imported yet. */
  readonly joins: boolean;
  /** What is asked for of the system's settings, with what was entered before. */
  readonly inputs: readonly (DescribedSetting & { readonly value: string })[];
  readonly problem?: Problem;
  /** The setting that the problem is about; the instance URL otherwise. */
  readonly about?: string;
}

/** What a setup link leads to: takes what stands behind the #, or asks for it. */
export function entryPage(language: Language): string {
  const words = TEXTS[language].page;
  return page(
    language,
    words.entryTitle,
    `<form method="post" action="/connect">
<label for="link">${escapeHtml(words.codeLabel)}</label>
<input id="link" name="link" required autocomplete="off" spellcheck="false" aria-describedby="hint">
<p class="hint" id="hint">${escapeHtml(words.codeHint)}</p>
<button>${escapeHtml(words.enter)}</button>
</form>
<script>${SCRIPT}</script>`,
  );
}

/** Asks for the instance URL, where it is not known for good, and for what the system needs. */
export function formPage(language: Language, values: FormValues): string {
  const { system, link, url, autoSync, otherAccount, joins, inputs, problem, about } = values;
  const words = TEXTS[language].page;
  const some = (which: FormValues["inputs"]) =>
    which.map((each) => settingInput(language, each, each.name === about)).join("\n");
  const rare = inputs.filter(({ onPage }) => !onPage);
  const invalid =
    problem && about === undefined
      ? ' aria-invalid="true" aria-describedby="problem hint"'
      : ' aria-describedby="hint"';
  return page(
    language,
    fill(words.title, { system }),
    `<p>${escapeHtml(joins ? fill(words.joinLead, { system, url }) : words.lead)}</p>
${problem ? problemBox(language, problem) : ""}
<form method="post" action="/connect/start">
${hidden(link, otherAccount)}
${joins ? "" : urlInput()}
${some(inputs.filter(({ onPage }) => onPage))}
${rare.length > 0 ? `<details${rare.some(({ name }) => name === about) ? " open" : ""}><summary>${escapeHtml(words.more)}</summary>${some(rare)}</details>` : ""}
${joins ? "" : autoSyncBox()}
<button>${escapeHtml(joins ? words.join : words.start)}</button>
</form>`,
  );
  function urlInput(): string {
    return `<label for="url">${escapeHtml(words.urlLabel)}</label>
<input id="url" name="url" type="url" required autocomplete="url" spellcheck="false" value="${escapeHtml(url)}"${invalid}>
<p class="hint" id="hint">${escapeHtml(words.urlHint)}</p>`;
  }
  function autoSyncBox(): string {
    return `<label class="choice"><input name="autoSync" type="checkbox" value="on"${autoSync ? " checked" : ""} aria-describedby="autoSyncHint">${escapeHtml(words.autoSync)}</label>
<p class="hint" id="autoSyncHint">${escapeHtml(words.autoSyncHint)}</p>`;
  }
}

/** A secret is typed without being shown, and no browser keeps it. */
function settingInput(
  language: Language,
  { name, isNumber, required, secret, value, words }: FormValues["inputs"][number],
  invalid: boolean,
): string {
  const { label, help } = words[language];
  const id = `setting.${name}`;
  const marks = `${required ? " required" : ""}${invalid ? ' aria-invalid="true"' : ""}`;
  const type = secret ? "password" : isNumber ? "number" : "text";
  const step = isNumber ? ' step="any"' : "";
  return `<label for="${id}">${escapeHtml(label)}</label>
<input id="${id}" name="${id}" type="${type}"${step}${marks} autocomplete="${secret ? "new-password" : "off"}" spellcheck="false" value="${escapeHtml(value)}" aria-describedby="${invalid ? "problem " : ""}${id}.hint">
<p class="hint" id="${id}.hint">${escapeHtml(capitalised(help))}.</p>`;
}

/** Signed in and connected; `warnings` work, but should be looked at. */
export function donePage(
  language: Language,
  {
    system,
    url,
    importing,
    inApp,
    warnings,
  }: {
    readonly system: string;
    readonly url: string;
    readonly importing: boolean;
    /** Whoever sees this came from the app, and goes on there. */
    readonly inApp: boolean;
    readonly warnings: readonly Problem[];
  },
): string {
  const words = TEXTS[language].page;
  const list = warnings.map(
    ({ message, nextStep }) => `<p>${escapeHtml(message)} ${escapeHtml(nextStep)}</p>`,
  );
  return page(
    language,
    words.doneTitle,
    `<p class="good" role="status">${escapeHtml(fill(words.done, { system, url }))}</p>
<p>${escapeHtml(inApp ? words.doneInApp : importing ? words.doneImporting : words.doneNext)}</p>
${list.length > 0 ? `<h2>${escapeHtml(words.warnings)}</h2>${list.join("")}` : ""}`,
  );
}

/** What happened and what to do; with a way back where the setup link is still good. */
export function problemPage(language: Language, problem: Problem, link?: string): string {
  const words = TEXTS[language].page;
  const back = (label: string, otherAccount: boolean) =>
    `<form method="post" action="/connect">${hidden(link!, otherAccount)}<button>${escapeHtml(label)}</button></form>`;
  const ways = link
    ? [
        back(words.again, false),
        ...(problem.code === "SIGN_IN_OTHER_ACCOUNT" ? [back(words.otherAccount, true)] : []),
      ]
    : [];
  return page(language, words.errorTitle, [problemBox(language, problem), ...ways].join("\n"));
}

/** What goes along from page to page. */
function hidden(link: string, otherAccount: boolean): string {
  const other = otherAccount ? '<input type="hidden" name="otherAccount" value="on">' : "";
  return `<input type="hidden" name="link" value="${escapeHtml(link)}">${other}`;
}

function problemBox(language: Language, { code, message, nextStep }: Problem): string {
  return `<div class="problem" role="alert" id="problem"><p>${escapeHtml(message)}</p><p>${escapeHtml(nextStep)}</p><p class="code">${escapeHtml(TEXTS[language].page.code)}: ${escapeHtml(code)}</p></div>`;
}

function page(language: Language, title: string, content: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>
`;
}
