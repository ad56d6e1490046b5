import { ignoreCaseKey } from "./text";

/** Letters that are no letter-with-accent to Unicode, but are to people. */
const LETTERS: Readonly<Record<string, string>> = {
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  ħ: "h",
  ŧ: "t",
  ı: "i",
  æ: "ae",
  œ: "oe",
  þ: "th",
  ё: "е",
};

/**
 * Accents are dropped only where they dress a Latin or Greek letter. In Indic scripts the same kind of mark is a vowel,
 * in Japanese it makes another consonant: there it stays.
 */
const ACCENTED = /([\p{Script=Latin}\p{Script=Greek}])\p{Mn}+/gu;

/** Hebrew points, Arabic vowel signs and the stretching dash: written or not, as one likes. */
const OPTIONAL_MARKS = /[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/g;

/** Everything a name is not told apart by: punctuation, spaces, invisible signs. */
const NOISE = /[\p{P}\p{Z}\p{C}\s]+/gu;

/**
 * A name as people would call two the same: case, accents, punctuation and spaces folded ("Jean-Luc O’Brién" is
 * "JEANLUC OBRIEN"). Works for any script. A name of nothing but punctuation stays as it is.
 */
export function nameKey(text: string): string {
  const plain = text.normalize("NFKD").replace(ACCENTED, "$1").replace(OPTIONAL_MARKS, "").normalize("NFKC");
  // Upper before lower case also folds what has no lower form of its own: "ß" is "ss".
  const letters = ignoreCaseKey(plain.toUpperCase()).replace(/[øłđðħŧıæœþё]/g, (letter) => LETTERS[letter]!);
  return letters.replace(NOISE, "") || ignoreCaseKey(text);
}
