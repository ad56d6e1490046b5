import { WAVE_EXTERNAL_ID } from "../../../connector/systems/wave/contact-mapping";
import { emailWithName, externalId } from "../../../core/mapping/defaults/contact-identifiers";
import { DEFAULT_POLICIES } from "../../../core/mapping/defaults/policies";
import type { DeletePolicy, Mapping, MappingLine, Transformation } from "../../../core/mapping/types";
import type { Random } from "../time/random";

/** How rough a history is: how often calls fail, processes die or stand still. */
export interface Weather {
  readonly sql: number;
  readonly dataverse: number;
  readonly wave: number;
  readonly crash: number;
  readonly freeze: number;
  /** How an event arrives: late, twice, not at all. */
  readonly lateEvents: number;
  readonly doubledEvents: number;
  readonly lostEvents: number;
  /** Events of Dynamics alone; null: as all others. */
  readonly lostRowEvents: number | null;
  /** How many connectors work at the same time. */
  readonly connectors: number;
  /** How many things people do. */
  readonly deeds: number;
  readonly people: number;
  /** How often somebody saves the very record that a connector is about to write, a moment before it does. */
  readonly elbows: number;
  /** How many of them save the other record of the pair, which nobody is about to write. */
  readonly elbowsBeside: number;
  /** Wave writes only what was not changed since it was read, where it is asked to. */
  readonly conditions: boolean;
  /** How often an operation is asked for twice under one id. */
  readonly repeats: number;
  /** How many persons' rows Dynamics refuses to write for a reason of theirs. */
  readonly refusals: number;
  /** How often somebody types a value that was there before. */
  readonly again: number;
  /** Whether the first import is asked for when the connection is made. */
  readonly firstImport: boolean | null;
  /** Where everybody is at the beginning; null: as it comes. */
  readonly start: "bothSides" | "oneSide" | "inWave" | null;
  /** Seconds pass between two things that people do. */
  readonly unhurried: boolean;
  /** Fields people edit; null: any. */
  readonly fields: readonly string[] | null;
  /** All that people do; null: anything. */
  readonly does: readonly DeedName[] | null;
  /** What stands in the texts that people type: letters; any script and emoji; in Wave also what no database keeps. */
  readonly texts: "plain" | "unicode" | "poison";
  /** Records are taken two at a time, so that the few there are make several chunks. */
  readonly smallChunks: boolean;
  /** How far a connector's clock may be off when it starts, milliseconds, and how often it is set while it works. */
  readonly skew: number;
  readonly clockSteps: number;
}

/** What people do. */
export type DeedName =
  | "editRow"
  | "editWave"
  | "editBoth"
  | "add"
  | "removeRow"
  | "removeFromWave"
  | "merge"
  | "push"
  | "pull"
  | "preview"
  | "startRun"
  | "resolve"
  | "undoRun"
  | "pause";

/** Nothing goes wrong: whatever is not as it should be then is the engine's doing. */
export const CALM: Partial<Weather> = {
  sql: 0,
  dataverse: 0,
  wave: 0,
  crash: 0,
  freeze: 0,
  lateEvents: 0,
  doubledEvents: 0,
  lostEvents: 0,
  elbows: 0,
  conditions: true,
  refusals: 0,
  texts: "plain",
  smallChunks: false,
  skew: 0,
  clockSteps: 0,
};

/** `more`, and `yet` after it, decide what older seeds knew nothing of, so that they stay the histories they were. */
export function weatherOf(random: Random, more: Random, yet: Random): Weather {
  const often = (...rates: number[]) => random.pick(rates);
  return {
    sql: often(0, 0, 0.004, 0.01),
    dataverse: often(0, 0.03, 0.1),
    wave: often(0, 0.03, 0.1),
    crash: often(0, 0, 0.005, 0.015),
    freeze: often(0, 0, 0.003),
    lateEvents: often(0, 0.3, 0.7),
    doubledEvents: often(0, 0.2),
    lostEvents: often(0, 0.1, 0.5),
    connectors: random.chance(0.6) ? 2 : 1,
    deeds: 4 + random.below(9),
    people: 2 + random.below(4),
    elbows: often(0, 0.1, 0.3),
    lostRowEvents: null,
    elbowsBeside: 0.3,
    conditions: random.chance(0.7),
    repeats: more.pick([0, 0.2, 0.5]),
    refusals: more.pick([0, 0, 0.3]),
    again: more.pick([0, 0, 0.3]),
    firstImport: null,
    start: null,
    unhurried: false,
    fields: null,
    does: null,
    texts: yet.pick(["plain", "plain", "unicode", "poison"]),
    smallChunks: yet.chance(0.4),
    skew: yet.pick([0, 0, 90_000, 4 * 60_000]),
    clockSteps: yet.pick([0, 0, 0.01]),
  };
}

const IDENTITY = {
  firstName: "firstName",
  lastName: "lastName",
  company: "company",
  email: "primaryEmail",
} as const;

/** Fields people edit in a simulation; name and address say who somebody is and stay. */
export const EDITED: readonly { readonly field: string; readonly column: string }[] = [
  { field: "jobTitle", column: "jobtitle" },
  { field: "note", column: "description" },
  { field: "city", column: "address1_city" },
  { field: "company", column: "company" },
];

const DELETES: readonly DeletePolicy[] = ["deactivate", "delete", "keep"];

function line(field: string, column: string, more: Partial<MappingLine> = {}): MappingLine {
  return {
    id: field,
    kind: "field",
    systemField: field,
    column,
    direction: "both",
    writeRule: "overwrite",
    conflict: "newest",
    transformations: [],
    ...more,
  };
}

/** A mapping an admin may have made. */
export function mappingOf(random: Random, ids: Pick<Mapping, "id" | "connectionId">): Mapping {
  const cut: readonly Transformation[] = [{ kind: "cut", length: 49 }];
  return {
    ...ids,
    systemObject: "contact",
    table: "contact",
    direction: random.pick(["both", "both", "both", "both", "both", "toDataverse", "toSystem"] as const),
    lines: [
      line("firstName", "firstname"),
      line("lastName", "lastname"),
      line("primaryEmail", "emailaddress1"),
      ...EDITED.map(({ field, column }) =>
        line(field, column, {
          direction: random.pick(["both", "both", "both", "toDataverse", "toSystem"] as const),
          writeRule: random.chance(0.85) ? "overwrite" : "onlyWhenEmpty",
          conflict: random.pick(["system", "dataverse", "newest", "ask"] as const),
          ...(field === "company" ? { transformations: cut } : {}),
        }),
      ),
    ],
    externalIdColumn: WAVE_EXTERNAL_ID,
    matchRules: [...externalId(WAVE_EXTERNAL_ID.column), ...emailWithName(IDENTITY)],
    policies: {
      ...DEFAULT_POLICIES,
      noMatch: random.chance(0.85) ? "create" : "skip",
      newRows: random.pick(["none", "sinceConnected", "sinceConnected", "all"] as const),
      onSystemDelete: random.pick(DELETES),
      onDataverseDelete: random.pick(DELETES),
      createAs: "connector",
    },
  };
}
