export type TextParams = Readonly<Record<string, string | number>>;

/** What a language has to say where nothing is known. */
export interface StandIns {
  readonly defaults: Readonly<Record<string, string>>;
  /** The word before a stand-in and its beginning -> how the two are said together: "de le" -> "du". */
  readonly joins?: Readonly<Record<string, string>>;
}

/** A place in quotation marks: what stands in it is somebody's own words. */
const QUOTED = /(["„«]\s?)\{(\w+)\}(\s?["“»])/gu;

/**
 * Puts parameters into `{name}` places. A name without a value gets the language's stand-in, without the quotation marks that a value
 * would stand in; what a value holds is never read as a place again, and a value that ends its own sentence does not get a second full
 * stop.
 */
export function fill(
  text: string,
  params: TextParams,
  { defaults, joins = {} }: StandIns = { defaults: {} },
): string {
  const unquoted = text.replace(QUOTED, (quoted, _open, name: string) =>
    params[name] === undefined && defaults[name] !== undefined ? `{${name}}` : quoted,
  );
  return unquoted.replace(
    /(\p{L}+ )?\{(\w+)\}(\.?)/gu,
    (place, before: string | undefined, name: string, stop: string) => {
      const value = params[name] ?? defaults[name];
      if (value === undefined) return place;
      const said = `${before ?? ""}${value}`;
      const joined = params[name] === undefined ? join(said, joins) : said;
      return /[.!?]$/.test(joined) ? joined : joined + stop;
    },
  );
}

function join(said: string, joins: NonNullable<StandIns["joins"]>): string {
  const from = Object.keys(joins).find((each) => said.startsWith(`${each} `));
  return from === undefined ? said : joins[from]! + said.slice(from.length);
}

/** The text with a capital at its beginning. */
export function capitalised(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
