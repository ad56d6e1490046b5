import type { UserFormat } from "./user-format";

/** A number with the person's own separators; `precision` digits after the decimal symbol. */
export function formatNumber(value: number, format: UserFormat, precision = 0): string {
  const [whole = "0", fraction] = Math.abs(value).toFixed(precision).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, format.groupSeparator);
  const negative = value < 0 && Number(Math.abs(value).toFixed(precision)) !== 0;
  return `${negative ? "-" : ""}${grouped}${fraction ? format.decimalSymbol + fraction : ""}`;
}

/** Reads a number typed with the person's separators; undefined when it is none. */
export function parseNumber(text: string, format: UserFormat): number | undefined {
  const plain = text
    .trim()
    .split(format.groupSeparator || " ")
    .join("")
    .replace(/\s/g, "")
    .replace(format.decimalSymbol, ".");
  return /^[+-]?\d*\.?\d+$/.test(plain) ? Number(plain) : undefined;
}
