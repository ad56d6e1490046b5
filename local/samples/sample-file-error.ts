/** Where in a file: both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Something in a contacts file cannot be taken. The message names line and column and says what to do. */
export class SampleFileError extends Error {
  override readonly name = "SampleFileError";

  constructor(
    readonly problem: string,
    readonly place?: Place,
  ) {
    super(place ? `line ${place.line}, column ${place.column}: ${problem}` : problem);
  }
}

/** Line and column of an offset, for any of the line ends in use. */
export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
