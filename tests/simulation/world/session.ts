import { protocol, type messages, type PGlite } from "@electric-sql/pglite";

interface Statement {
  readonly name: string;
  readonly parameters: readonly number[];
  readonly fields: readonly { readonly name: string; readonly type: number }[];
}

/**
 * The embedded database, asked as sparingly as can be: each statement is prepared once and then costs one message there and back.
 * The library's own `query` takes five of them and plans anew each time, which was most of what a history took.
 */
export class Session {
  private readonly statements = new Map<string, Statement>();
  private readonly parser = new protocol.Parser();
  private readonly touched = new Set<string>();
  /** Counts whatever may have changed something. */
  writes = 0;

  constructor(private readonly pglite: PGlite) {}

  async query<T extends object>(text: string, values: readonly unknown[] = []): Promise<readonly T[]> {
    const written = WRITTEN.exec(text)?.[1];
    if (written) this.touched.add(written);
    if (!READING.test(text)) this.writes++;
    const { name, parameters, fields } = this.prepared(text);
    const { serialize } = protocol;
    const texts = values.map((value, at) => this.textOf(value, parameters[at]!));
    const answers = this.ask(
      serialize.bind({ statement: name, values: texts }),
      serialize.execute(),
      serialize.sync(),
    );
    return answers.filter(isRow).map((row) => {
      const shown: Record<string, unknown> = {};
      fields.forEach(({ name: field, type }, at) => {
        const held = row.fields[at] ?? null;
        const parse = held === null ? undefined : this.pglite.parsers[type];
        shown[field] = held !== null && parse ? parse(held, type) : held;
      });
      return shown as T;
    });
  }

  /** Statements without values and without an answer. */
  async exec(text: string): Promise<void> {
    this.writes++;
    this.ask(protocol.serialize.query(text));
  }

  /**
   * Empties the tables that were written to, pages and all: rows are found in the order in which they lie, and a seed must not
   * depend on the seeds before it. `truncate` would do the same and takes four times as long.
   */
  async clear(): Promise<void> {
    const tables = [...this.touched].map((table) => `wave_sync.${table}`);
    for (const table of tables.reverse()) await this.exec(`delete from ${table}`);
    if (tables.length > 0) await this.exec(`vacuum ${tables.join(", ")}`);
    this.touched.clear();
  }

  close(): Promise<void> {
    return this.pglite.close();
  }

  private prepared(text: string): Statement {
    const known = this.statements.get(text);
    if (known) return known;
    const { serialize } = protocol;
    const name = `s${this.statements.size}`;
    const answers = this.ask(
      serialize.parse({ name, text }),
      serialize.describe({ type: "S", name }),
      serialize.sync(),
    );
    const parameters = answers.filter(isParameters).flatMap((each) => each.dataTypeIDs);
    const fields = answers
      .filter(isFields)
      .flatMap((each) => each.fields.map((field) => ({ name: field.name, type: field.dataTypeID })));
    const statement = { name, parameters, fields };
    this.statements.set(text, statement);
    return statement;
  }

  private textOf(value: unknown, type: number): string | null {
    if (value === null || value === undefined) return null;
    const serialize = this.pglite.serializers[type];
    return serialize ? serialize(value) : String(value);
  }

  private ask(...requests: readonly Uint8Array[]): readonly Message[] {
    const answers: Message[] = [];
    this.parser.parse(this.pglite.execProtocolRawSync(Buffer.concat(requests)), (each) => answers.push(each));
    const refused = answers.find((each) => each.name === "error");
    if (refused) throw refused as unknown as Error;
    return answers;
  }
}

type Message = Parameters<Parameters<InstanceType<typeof protocol.Parser>["parse"]>[1]>[0];

const READING = /^\s*select/i;
const WRITTEN = /insert into wave_sync\.(\w+)/i;

const isRow = (each: Message): each is messages.DataRowMessage => each.name === "dataRow";
const isFields = (each: Message): each is messages.RowDescriptionMessage => each.name === "rowDescription";
const isParameters = (each: Message): each is messages.ParameterDescriptionMessage =>
  each.name === "parameterDescription";
