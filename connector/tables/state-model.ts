import type { Json } from "../dataverse/json";

/** `statecode` and `statuscode` that are written together. */
export interface StateCodes {
  readonly statecode: number;
  readonly statuscode?: number;
}

/**
 * What a table's `statecode` says. Tables whose rows are in use or not (contact, account, custom tables) have `active` and `inactive`. In
 * others a state is a step of work (a lead is Open, Qualified, Disqualified; an opportunity Open, Won, Lost): a row is in use while it is
 * where it began, and none is put out of use. An activity that is over is as good as one that is not: there nothing is concluded.
 */
export interface StateModel {
  readonly active: StateCodes | null;
  readonly inactive: StateCodes | null;
}

/** The part of a StateAttributeMetadata that is read here. */
export interface StateAttributeJson {
  readonly LogicalName: string;
  readonly OptionSet?: {
    readonly Options?: readonly {
      readonly Value?: number;
      readonly InvariantName?: string | null;
      readonly DefaultStatus?: number | null;
    }[];
  } | null;
}

/** What the platform itself gives every table that is made: https://learn.microsoft.com/power-apps/developer/data-platform/define-custom-state-model-transitions */
const USUAL: StateModel = {
  active: { statecode: 0, statuscode: 1 },
  inactive: { statecode: 1, statuscode: 2 },
};
const NONE: StateModel = { active: null, inactive: null };

/** The model of a table by its metadata; of an activity, and of a table without states, an empty one. */
export function stateModelOf(attributes: readonly StateAttributeJson[], isActivity = false): StateModel {
  const states = attributes.filter(({ LogicalName }) => LogicalName === "statecode");
  if (states.length === 0) return NONE;
  const options = states.flatMap(({ OptionSet }) => OptionSet?.Options ?? []);
  if (options.every(({ InvariantName }) => !InvariantName)) return USUAL;
  const codes = (option: (typeof options)[number] | undefined): StateCodes | null => {
    if (option?.Value === undefined) return null;
    return {
      statecode: option.Value,
      ...(typeof option.DefaultStatus === "number" && option.DefaultStatus >= 0
        ? { statuscode: option.DefaultStatus }
        : {}),
    };
  };
  const named = (name: string) => codes(options.find(({ InvariantName }) => InvariantName === name));
  const model = { active: named("Active"), inactive: named("Inactive") };
  if (model.active && model.inactive) return model;
  // A new row has the first state of its table. https://learn.microsoft.com/power-apps/developer/data-platform/define-custom-state-model-transitions
  const first = options.reduce((a, b) => ((b.Value ?? Infinity) < (a.Value ?? Infinity) ? b : a));
  return isActivity ? NONE : { active: codes(first), inactive: null };
}

/** Whether a row is in use; undefined where its state does not say so. */
export function isActive({ active }: StateModel, row: Json): boolean | undefined {
  return active && typeof row.statecode === "number" ? row.statecode === active.statecode : undefined;
}

/** An OData filter for rows in use that `filter` fits too; all that fit, where no state says who is. */
export function activeOnly({ active }: StateModel, filter?: string): string | undefined {
  const state = active ? `statecode eq ${active.statecode}` : undefined;
  if (filter === undefined || state === undefined) return filter ?? state;
  return `${state} and (${filter})`;
}
