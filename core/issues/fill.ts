export type TextParams = Readonly<Record<string, string | number>>;

/**
 * Puts parameters into `{name}` places. A name without a value gets the language's stand-in; what a value holds is never
 * read as a place again, and a value that ends its own sentence does not get a second full stop.
 */
export function fill(text: string, params: TextParams, defaults: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}(\.?)/g, (place, name: string, stop: string) => {
    const value = params[name] ?? defaults[name];
    if (value === undefined) return place;
    return /[.!?]$/.test(String(value)) ? String(value) : String(value) + stop;
  });
}

/** The text with a capital at its beginning. */
export function capitalised(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
