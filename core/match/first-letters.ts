import { nameKey } from "./comparisons/name";

/** Signs a name may begin with that do not count ("’t Hart", "(Bob) Smith", "-Inc-"). */
const LEADING_SIGNS = ["'", "’", '"', "“", "„", "(", "-", "."] as const;

/** Latin letters beyond A to Z in living languages: Latin-1, Extended-A, Vietnamese. More would only make filters longer. */
const LATIN_RANGES = [
  [0xc0, 0x17f],
  [0x1ea0, 0x1ef9],
] as const;

let variants: ReadonlyMap<string, readonly string[]> | undefined;

/** Lower-case letters by the letter they fold to: "e" -> é, è, ê, ... Built once, when first asked for. */
function letterVariants(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const [from, to] of LATIN_RANGES) {
    for (let code = from; code <= to; code++) {
      const letter = String.fromCodePoint(code).toLowerCase();
      if (!/\p{L}/u.test(letter)) continue;
      const folded = nameKey(letter)[0] ?? letter;
      found.set(folded, (found.get(folded) ?? new Set()).add(letter));
    }
  }
  return new Map([...found].map(([letter, set]) => [letter, [...set]]));
}

/** Every beginning a row's name can have if it is to be the same as this one, case aside. */
export function firstLetters(name: string): readonly string[] {
  variants ??= letterVariants();
  const first = String.fromCodePoint(nameKey(name).codePointAt(0)!);
  const asWritten = String.fromCodePoint(name.trim().codePointAt(0)!).toLowerCase();
  return [
    ...new Set([
      first,
      asWritten,
      asWritten.normalize("NFC"),
      ...(variants.get(first) ?? []),
      ...LEADING_SIGNS,
    ]),
  ];
}
