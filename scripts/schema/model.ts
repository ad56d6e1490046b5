/** What the generated TypeScript says about the solution. */
export interface SchemaModel {
  readonly tables: readonly TableModel[];
  readonly choices: readonly ChoiceModel[];
  readonly apis: readonly ApiModel[];
  readonly endpoint: { readonly id: string; readonly name: string };
  readonly steps: readonly StepModel[];
  readonly solution: { readonly uniqueName: string; readonly version: string };
}

export interface TableModel {
  /** Name of the exported constant. */
  readonly key: string;
  readonly logicalName: string;
  readonly entitySet: string;
  readonly primaryId: string;
  readonly primaryName: string;
  /** Own columns: logical name without prefix, and in full. */
  readonly columns: readonly (readonly [string, string])[];
  /** Longest text each own text column takes, in characters. */
  readonly maxLength: readonly (readonly [string, number])[];
  readonly lookups: readonly LookupModel[];
  readonly keys: readonly KeyModel[];
}

export interface LookupModel {
  readonly key: string;
  readonly column: string;
  readonly nav: string;
  readonly targets: readonly string[];
}

export interface KeyModel {
  readonly key: string;
  readonly name: string;
  readonly columns: readonly string[];
}

export interface ChoiceModel {
  readonly key: string;
  readonly options: readonly (readonly [string, number])[];
}

export interface ApiModel {
  readonly key: string;
  readonly name: string;
  readonly parameters: readonly string[];
}

export interface StepModel {
  readonly id: string;
  readonly name: string;
  readonly message: string;
  /** Logical name of the table it listens to. */
  readonly table: string;
  readonly stage: number;
  readonly mode: number;
  readonly rank: number;
  readonly asyncAutoDelete: boolean;
  /** Columns of which one has to be in an update; none means any. */
  readonly filteringAttributes: readonly string[];
}
