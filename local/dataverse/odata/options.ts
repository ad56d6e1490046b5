import { invalidUri, notImplemented } from "../errors";

/** The query part of an address: `$options`, `@aliases`, and the rest (savedQuery, fetchXml, ...). */
export interface QueryOptions {
  readonly options: ReadonlyMap<string, string>;
  readonly aliases: ReadonlyMap<string, string>;
  readonly others: ReadonlyMap<string, string>;
}

/** Options Dataverse has; `$skip` and `$search` it refuses itself. */
const KNOWN = new Set([
  "$select",
  "$filter",
  "$orderby",
  "$top",
  "$count",
  "$expand",
  "$apply",
  "$skiptoken",
  "$deltatoken",
  "$id",
]);
const UNKNOWN = new Set(["$skip", "$search", "$format", "$compute", "$levels"]);

export const parseQuery = (query: string): QueryOptions => {
  const options = new Map<string, string>();
  const aliases = new Map<string, string>();
  const others = new Map<string, string>();
  for (const part of query.split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    const value = equals < 0 ? "" : decode(part.slice(equals + 1));
    if (UNKNOWN.has(name)) throw notImplemented(`the query option ${name} (Dataverse does not either)`);
    if (name.startsWith("@")) aliases.set(name, value);
    else if (!name.startsWith("$")) others.set(name, value);
    else if (KNOWN.has(name)) options.set(name, value);
    else throw invalidUri(`The query parameter '${name}' is not supported.`);
  }
  return { options, aliases, others };
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw invalidUri("The request URI is not valid.");
  }
};
