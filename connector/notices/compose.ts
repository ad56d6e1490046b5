import { fill } from "../../core/issues/fill";
import type { Language } from "../../core/issues/languages";
import { escapeHtml } from "../../core/values/escape-html";
import de from "./texts/de.json";
import en from "./texts/en.json";
import es from "./texts/es.json";
import fr from "./texts/fr.json";

/** English says which texts there are; the other languages must have the same. */
export const TEXTS: Readonly<Record<Language, typeof en>> = { en, de, fr, es };

/** What there is to tell: somebody has to sign in, or to enter a new secret; it is over. */
export type NoticeKind = "needsSignIn" | "secretRefused" | "letInAgain";

export interface NoticeContent {
  readonly kind: NoticeKind;
  /** The environment's address. */
  readonly url: string;
  readonly since: Date;
  /** The connector's own page for signing in, without a link's secret. */
  readonly page: string;
}

export interface Composed {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A notice in an admin's language, as plain text and as simple HTML. It holds nothing that lets anybody in. */
export function compose({ kind, url, since, page }: NoticeContent, language: Language): Composed {
  const texts = TEXTS[language];
  const { footer, letInAgain } = texts;
  const places = { host: new URL(url).host, since: inWords(since, language), page };
  const put = (text: string): string => fill(text, places);
  if (kind === "letInAgain") {
    const paragraphs = [letInAgain.happened, letInAgain.means].map(put);
    return composed(language, put(letInAgain.subject), paragraphs, footer);
  }
  const { subject, happened, means, todo, steps, safety, again } = texts[kind];
  return composed(language, put(subject), [put(happened), put(means)], footer, {
    title: todo,
    steps: steps.map(put),
    after: [safety, again].map(put),
  });
}

interface Todo {
  readonly title: string;
  readonly steps: readonly string[];
  readonly after: readonly string[];
}

/** A mail as plain text and as simple HTML: what happened, what to do, who gets it and why. */
export function composed(
  language: Language,
  subject: string,
  paragraphs: readonly string[],
  footer: string,
  todo?: Todo,
): Composed {
  const text = [
    ...paragraphs,
    ...(todo
      ? [`${todo.title}:`, todo.steps.map((step, at) => `${at + 1}. ${step}`).join("\n"), ...todo.after]
      : []),
    footer,
  ];
  const p = (words: string): string => `<p>${escapeHtml(words)}</p>`;
  const html = [
    ...paragraphs.map(p),
    ...(todo
      ? [
          `<h2>${escapeHtml(todo.title)}</h2>`,
          `<ol>${todo.steps.map((step) => `<li>${escapeHtml(step)}</li>`).join("")}</ol>`,
          ...todo.after.map(p),
        ]
      : []),
    `<p><small>${escapeHtml(footer)}</small></p>`,
  ];
  return {
    subject,
    text: `${text.join("\n\n")}\n`,
    html: `<!doctype html>\n<html lang="${language}"><body>\n${html.join("\n")}\n</body></html>\n`,
  };
}

/** In UTC: a machine's own zone tells a reader elsewhere nothing. */
export function inWords(date: Date, language: Language): string {
  const format = new Intl.DateTimeFormat(language, {
    dateStyle: "long",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone: "UTC",
  });
  return `${format.format(date)} UTC`;
}
