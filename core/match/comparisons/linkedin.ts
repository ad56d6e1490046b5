/** `fr.linkedin.com`, `www.linkedin.com`, `linkedin.com`: profiles are the same under each. */
const HOST = /^(?:[a-z0-9-]+\.)*linkedin\.com$/;

/** Pages that show one person or one organisation, whatever follows; Sales Navigator puts more behind a comma. */
const PAGES: readonly (readonly [path: RegExp, kind: string])[] = [
  [/^\/(?:mwlite\/)?in\/([^/]+)/, "in"],
  [/^\/sales\/(?:people|lead)\/([^/,]+)/, "in"],
  [/^\/(?:sales\/)?company\/([^/]+)/, "company"],
  [/^\/school\/([^/]+)/, "school"],
  [/^\/showcase\/([^/]+)/, "showcase"],
];

/** The public addresses of old: a name, and three numbers that stand in reverse order behind it today. */
const OLD = /^\/pub\/([^/]+)(?:\/([0-9a-z]{1,3})\/([0-9a-z]{3})\/([0-9a-z]{3}))?$/;

/**
 * What tells one profile of LinkedIn from another: its kind and its name, in lower case, whichever of its addresses is given (a language's
 * subdomain, Sales Navigator, a page within the profile). Null where it is no address of a profile.
 * @param path of an address without query, decoded, in lower case, and without a slash at its end
 */
export function linkedInKey(hostname: string, path: string): string | null {
  if (!HOST.test(hostname)) return null;
  const old = OLD.exec(path);
  if (old) {
    const [, name, a, b, c] = old;
    const number = a === undefined ? "" : `-${c}${b}${a}`;
    return `linkedin.com/in/${name}${number}`;
  }
  for (const [page, kind] of PAGES) {
    const name = page.exec(path)?.[1];
    if (name !== undefined) return `linkedin.com/${kind}/${name}`;
  }
  return `linkedin.com${path}`;
}
