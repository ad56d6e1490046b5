import { placeOf, SampleFileError } from "./sample-file-error";

/** A JSON value that knows where it began. `JSON.parse` does not tell, and a person with a long file wants to know. */
export interface JsonNode {
  readonly offset: number;
  readonly value: unknown;
  readonly members?: ReadonlyMap<string, JsonNode>;
  readonly items?: readonly JsonNode[];
}

const SPACE = /[\x20\t\r\n]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\.)*"/y;
const SCALAR = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Parses JSON (RFC 8259); throws {@link SampleFileError} at the first character that does not fit. */
export function parseJsonWithPlaces(text: string): JsonNode {
  const reader = new Reader(text);
  const node = reader.value();
  reader.end();
  return node;
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  value(): JsonNode {
    this.take(SPACE);
    const sign = this.text[this.at];
    if (sign === "{") return this.object();
    if (sign === "[") return this.array();
    const offset = this.at;
    const scalar = this.take(sign === '"' ? STRING : SCALAR);
    if (!scalar) throw this.unexpected("a value");
    return { offset, value: this.parseScalar(scalar, offset) };
  }

  end(): void {
    this.take(SPACE);
    if (this.at < this.text.length) throw this.unexpected("the end of the file");
  }

  private object(): JsonNode {
    const offset = this.at;
    const members = new Map<string, JsonNode>();
    this.sequence("{", "}", () => {
      this.take(SPACE);
      const place = this.at;
      const key = this.take(STRING);
      if (!key) throw this.unexpected("a name in double quotes");
      const name = this.parseScalar(key, place) as string;
      if (members.has(name))
        throw new SampleFileError(`"${name}" stands twice in this object.`, placeOf(this.text, place));
      this.expect(":");
      members.set(name, this.value());
    });
    return {
      offset,
      value: Object.fromEntries([...members].map(([name, node]) => [name, node.value])),
      members,
    };
  }

  private array(): JsonNode {
    const offset = this.at;
    const items: JsonNode[] = [];
    this.sequence("[", "]", () => items.push(this.value()));
    return { offset, value: items.map((node) => node.value), items };
  }

  /** Members or items between brackets, with commas between them and none at the end. */
  private sequence(open: string, close: string, item: () => void): void {
    this.expect(open);
    if (this.skip(close)) return;
    do item();
    while (this.skip(","));
    this.expect(close);
  }

  private skip(sign: string): boolean {
    this.take(SPACE);
    if (this.text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  private expect(sign: string): void {
    if (!this.skip(sign)) throw this.unexpected(`"${sign}"`);
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.at += found.length;
    return found;
  }

  private parseScalar(text: string, offset: number): unknown {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw new SampleFileError(`${text} is no JSON value.`, placeOf(this.text, offset));
    }
  }

  private unexpected(wanted: string): SampleFileError {
    const found =
      this.at < this.text.length
        ? `"${String.fromCodePoint(this.text.codePointAt(this.at) ?? 0)}"`
        : "the end of the file";
    return new SampleFileError(`Expected ${wanted}, found ${found}.`, placeOf(this.text, this.at));
  }
}
