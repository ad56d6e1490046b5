import type { ConflictPolicy, Mapping } from "../../../core/mapping/types";
import { CALM, type Weather } from "../world/settings";

/** Every line goes both ways, and new records are created on either side. */
export const bothWays =
  (conflict: ConflictPolicy) =>
  (mapping: Mapping): Mapping => ({
    ...mapping,
    direction: "both",
    lines: mapping.lines.map((line) => ({ ...line, direction: "both", writeRule: "overwrite", conflict })),
    policies: {
      ...mapping.policies,
      noMatch: "create",
      newRows: "all",
      onSystemDelete: "keep",
      onDataverseDelete: "keep",
    },
  });

/** A quiet world in which everybody is linked soon. */
export const calm = (more: Partial<Weather>): Partial<Weather> => ({
  ...CALM,
  people: 3,
  connectors: 1,
  deeds: 8,
  firstImport: true,
  repeats: 0,
  again: 0,
  start: "oneSide",
  ...more,
});
