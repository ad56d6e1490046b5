import texts from "./texts.json";
import type { AuthorizeRequest, PageFault } from "./authorize-request";

type Language = keyof typeof texts;

/** Somebody who can sign in. */
export interface Person {
  readonly signIn: string;
  readonly name: string;
  readonly email: string;
}

// The look of the local Dynamics' own sign-in page.
const STYLE = `
:root { color-scheme: light dark; --ground: #f5f5f5; --card: #ffffff; --text: #242424; --soft: #424242; --line: #d1d1d1; --brand: #0f6cbd; }
@media (prefers-color-scheme: dark) { :root { --ground: #1f1f1f; --card: #292929; --text: #ffffff; --soft: #d6d6d6; --line: #666666; --brand: #62abf5; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; grid-template-rows: 48px 1fr; background: var(--ground); color: var(--text); font: 14px/1.45 "Segoe UI", "Segoe UI Web", system-ui, sans-serif; }
header { background: #0b3558; color: #ffffff; display: flex; align-items: center; padding: 0 20px; font-weight: 600; font-size: 16px; }
main { width: min(680px, 100%); margin: auto; padding: 32px 24px 64px; }
h1 { font-size: 28px; line-height: 36px; font-weight: 600; margin: 0 0 8px; }
p, li { margin: 0; color: var(--soft); overflow-wrap: anywhere; }
ul { margin: 8px 0 0; padding-inline-start: 20px; }
.people { display: grid; grid-template-columns: repeat(auto-fit, minmax(240px, 1fr)); gap: 16px; margin: 28px 0 16px; }
button { text-align: start; font: inherit; color: inherit; cursor: pointer; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 20px; }
button:hover { border-color: var(--brand); }
button:focus-visible { outline: 2px solid var(--brand); outline-offset: 2px; }
.cancel { padding: 8px 16px; border-radius: 4px; }
.name { display: block; font-size: 16px; font-weight: 600; margin-bottom: 4px; }
.text { color: var(--soft); }
`;

/** The first language of the browser that the page has. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? "").split(",").map((part) => part.trim().slice(0, 2).toLowerCase());
  return (wanted.find((tag) => tag in texts) as Language | undefined) ?? "en";
}

/** Who signs in, and what the application asks for; choosing posts `fields` back. */
export function authorizePage(
  request: AuthorizeRequest,
  fields: Readonly<Record<string, string>>,
  people: readonly Person[],
  language: Language,
): string {
  const words = texts[language];
  const hidden = Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
    .join("\n");
  const cards = people.map(
    ({ signIn, name, email }) =>
      `<button name="user" value="${escape(signIn)}"><span class="name">${escape(name)}</span><span class="text">${escape(email)}</span></button>`,
  );
  const offline = request.scopes.includes("offline_access") ? `<li>${escape(words.offline)}</li>` : "";
  return page(
    language,
    words.title,
    `<p>${escape(words.lead.replace("{app}", () => request.clientId))}</p>
<p id="asks">${escape(words.asks)}</p>
<ul aria-labelledby="asks"><li>${escape(words.impersonate)}</li>${offline}</ul>
<form method="post" action="/local/oauth2/v2.0/authorize">
${hidden}
<div class="people">
${cards.join("\n")}
</div>
<button class="cancel" name="cancel" value="1">${escape(words.cancel)}</button>
</form>`,
  );
}

/** Nothing to sign in to, or nowhere to answer to. */
export function authorizeFaultPage({ fault, details }: PageFault, language: Language): string {
  const words = texts[language];
  return page(
    language,
    words.badTitle,
    `<p role="alert">${escape(words[fault].replace("{details}", () => details))}</p>`,
  );
}

function page(language: Language, title: string, content: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · Dynamics 365</title>
<style>${STYLE}</style>
</head>
<body>
<header>Dynamics 365</header>
<main>
<h1>${escape(title)}</h1>
${content}
</main>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
