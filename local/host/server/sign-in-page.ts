import { escapeHtml } from "./escape";
import strings from "./strings.json";

type Language = keyof typeof strings;

/** People who sign in here with a browser; the connector does not. */
const PEOPLE = ["seller", "admin"] as const;

const STYLE = `
:root { color-scheme: light dark; --ground: #f5f5f5; --card: #ffffff; --text: #242424; --soft: #424242; --line: #d1d1d1; --brand: #0f6cbd; }
@media (prefers-color-scheme: dark) { :root { --ground: #1f1f1f; --card: #292929; --text: #ffffff; --soft: #d6d6d6; --line: #666666; --brand: #62abf5; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; grid-template-rows: 48px 1fr; background: var(--ground); color: var(--text); font: 14px/1.45 "Segoe UI", "Segoe UI Web", system-ui, sans-serif; }
header { background: #0b3558; color: #ffffff; display: flex; align-items: center; padding: 0 20px; font-weight: 600; font-size: 16px; }
main { width: min(680px, 100%); margin: auto; padding: 32px 24px 64px; }
h1 { font-size: 28px; line-height: 36px; font-weight: 600; margin: 0 0 8px; }
p { margin: 0; color: var(--soft); }
.people { display: grid; grid-template-columns: repeat(auto-fit, minmax(240px, 1fr)); gap: 16px; margin-top: 28px; }
form { display: contents; }
button { text-align: start; font: inherit; color: inherit; cursor: pointer; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 20px; display: grid; grid-template-columns: 48px 1fr; column-gap: 16px; align-items: start; box-shadow: 0 2px 4px rgb(0 0 0 / 14%); }
button:hover { border-color: var(--brand); box-shadow: 0 4px 8px rgb(0 0 0 / 14%); }
button:focus-visible { outline: 2px solid var(--brand); outline-offset: 2px; }
.initial { width: 48px; height: 48px; border-radius: 50%; display: grid; place-items: center; font-size: 20px; font-weight: 600; background: #0f6cbd; color: #ffffff; }
.admin .initial { background: #5c2e91; }
.name { display: block; font-size: 16px; font-weight: 600; margin-bottom: 4px; }
.text { color: var(--soft); }
`;

/** The first language of the browser that the page has. */
function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? "").split(",").map((part) => part.trim().slice(0, 2).toLowerCase());
  return (wanted.find((tag) => tag in strings) as Language | undefined) ?? "en";
}

/** A path of this server, so that signing in leads nowhere else. */
const ownPath = (path: string | undefined): string =>
  path && /^\/(?![/\\])/.test(path) ? path : "/main.aspx";

/** A page with a card for each person; choosing one starts her session and goes to `returnTo`. */
export function signInPage(returnTo: string | undefined, acceptLanguage: string | undefined): string {
  const language = languageOf(acceptLanguage);
  const words = strings[language];
  const cards = PEOPLE.map(
    (person) => `<form method="post" action="/local/signin">
<input type="hidden" name="user" value="${person}">
<input type="hidden" name="return" value="${escapeHtml(ownPath(returnTo))}">
<button class="${person}" data-user="${person}"><span class="initial" aria-hidden="true">${escapeHtml(words[person].slice(0, 1))}</span>
<span><span class="name">${escapeHtml(words[person])}</span><span class="text">${escapeHtml(words[`${person}Text`])}</span></span></button>
</form>`,
  );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(words.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>Dynamics 365</header>
<main>
<h1>${escapeHtml(words.title)}</h1>
<p>${escapeHtml(words.lead)}</p>
<div class="people">
${cards.join("\n")}
</div>
</main>
</body>
</html>
`;
}
