import { cut } from "../map/transformations/cut";

/** A text for a column that holds at most `length` characters; what is cut off is marked by an ellipsis. */
export function fitted(text: string, length: number): string {
  return text.length > length ? `${cut(text, length - 1)}…` : text;
}
