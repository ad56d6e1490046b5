import type { Json } from "../dataverse/json";

/** `statecode` and `statuscode` that are written together. */
export interface StateCodes {
  readonly statecode: number;
  readonly statuscode?: number;
}

/**
 * What a table's `statecode` says. Tables whose rows are in use or not (contact, account, custom tables) have `active` and `inactive`.
 * In all others a state is a step of work (an activity is Open, Completed, Canceled; an opportunity Won, Lost): there nothing is
 * concluded from it, and no row is put out of use.
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

/** The model of a table by its attributes' metadata; of one without states, or with states of another kind, an empty one. */
export function stateModelOf(attributes: readonly StateAttributeJson[]): StateModel {
  const states = attributes.filter(({ LogicalName }) => LogicalName === "statecode");
  if (states.length === 0) return NONE;
  const options = states.flatMap(({ OptionSet }) => OptionSet?.Options ?? []);
  if (options.every(({ InvariantName }) => !InvariantName)) return USUAL;
  const codes = (name: string): StateCodes | null => {
    const option = options.find(({ InvariantName }) => InvariantName === name);
    if (option?.Value === undefined) return null;
    return {
      statecode: option.Value,
      ...(typeof option.DefaultStatus === "number" && option.DefaultStatus >= 0
        ? { statuscode: option.DefaultStatus }
        : {}),
    };
  };
  const model = { active: codes("Active"), inactive: codes("Inactive") };
  return model.active && model.inactive ? model : NONE;
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
