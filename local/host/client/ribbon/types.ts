/** Where a command bar stands; the middle part of a ribbon location `Mscrm.<Place>.<table>.MainTab.…`. */
export type Place = "Form" | "HomepageGrid" | "SubGrid";

/** One argument of a JavaScript action or rule. */
export type Parameter =
  | { readonly kind: "crm"; readonly value: string }
  | { readonly kind: "constant"; readonly value: string | number | boolean };

/** A script function a command or rule calls. */
export interface ScriptCall {
  readonly library: string;
  readonly functionName: string;
  readonly parameters: readonly Parameter[];
}

/** One rule element (`SelectionCountRule`, `CustomRule`, `OrRule`, …) as written. */
export interface RulePart {
  readonly kind: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** For CustomRule. */
  readonly script?: ScriptCall;
  /** For OrRule: the `<Or>` groups; within a group all must hold. */
  readonly groups?: readonly (readonly RulePart[])[];
}

/** A rule by id: all its parts must hold. */
export type Rules = ReadonlyMap<string, readonly RulePart[]>;

export interface CommandDefinition {
  readonly id: string;
  readonly enableRules: readonly string[];
  readonly displayRules: readonly string[];
  readonly scripts: readonly ScriptCall[];
  readonly url?: string;
}

/** A button, or a flyout with buttons under it. */
export interface ButtonDefinition {
  readonly id: string;
  readonly place: Place;
  /** `Save`, `Management`, … */
  readonly group: string;
  readonly sequence: number;
  readonly command: string;
  readonly label: string;
  readonly tooltip?: string;
  /** Name of an SVG web resource. */
  readonly image?: string;
  readonly children?: readonly ButtonDefinition[];
}

/** A table's RibbonDiffXml, read. */
export interface Ribbon {
  readonly buttons: readonly ButtonDefinition[];
  readonly commands: ReadonlyMap<string, CommandDefinition>;
  readonly enableRules: Rules;
  readonly displayRules: Rules;
  /** Ids of buttons a HideCustomAction takes away. */
  readonly hidden: ReadonlySet<string>;
}
