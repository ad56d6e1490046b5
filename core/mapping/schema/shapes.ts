import * as z from "zod";
import { FILTERED_BY, REGARDING, UNKNOWN_PEOPLE, type MailFilter, type MailPolicy } from "../../mail/policy";
import { DELETE_LIMIT } from "../defaults/policies";
import {
  COMPANY_IDENTIFIERS,
  COMPARISONS,
  type CompanyPolicy,
  type Mapping,
  type MappingLine,
  type MatchCondition,
  type OtherTable,
  type Transformation,
} from "../types";

/** Lengths of the columns the words end up in: logical names (Dataverse: 50) with room for `lookup.column`. */
const NAME = z.string().trim().min(1).max(128);
const COLUMN = z
  .string()
  .regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/)
  .max(128);

const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.number().int())]);

const transformation: z.ZodType<Transformation> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("cut"), length: z.number().int().min(1).max(1_048_576) }),
  z.strictObject({ kind: z.literal("case"), to: z.enum(["upper", "lower", "title"]) }),
  z.strictObject({
    kind: z.literal("phone"),
    defaultCountry: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
  }),
  z.strictObject({ kind: z.literal("date"), to: z.enum(["date", "dateTime"]) }),
  z.strictObject({
    kind: z.literal("choice"),
    by: z.enum(["label", "value"]),
    map: z.record(z.string(), z.number().int()).optional(),
  }),
  z.strictObject({ kind: z.literal("prefix"), text: z.string().min(1).max(100) }),
  z.strictObject({ kind: z.literal("lookup"), table: COLUMN, keyColumn: COLUMN }),
  z.strictObject({ kind: z.literal("owner") }),
  z.strictObject({ kind: z.literal("recordUrl") }),
  z.strictObject({ kind: z.literal("linked"), table: COLUMN, object: NAME }),
]);

const conflict = z.enum(["system", "dataverse", "newest", "ask"]);
const deletePolicy = z.enum(["deactivate", "delete", "keep"]);

/** One line; what an admin leaves out has the safest meaning. `fallback` is the mapping's own conflict policy. */
export function lineShape(fallback: MappingLine["conflict"]): z.ZodType<MappingLine> {
  return z.strictObject({
    id: NAME,
    kind: z.enum(["field", "fixed", "manual", "campaign", "engagement"]),
    systemField: NAME.optional(),
    column: COLUMN,
    direction: z.enum(["both", "toDataverse", "toSystem"]),
    writeRule: z.enum(["overwrite", "onlyWhenEmpty", "emptyOrOurs"]).default("overwrite"),
    conflict: conflict.default(fallback),
    transformations: z.array(transformation).default([]),
    value: value.optional(),
  });
}

export const externalIdShape: z.ZodType<NonNullable<Mapping["externalIdColumn"]>> = z.strictObject({
  column: COLUMN,
  prefix: z.string().max(40),
});

export const conditionShape: z.ZodType<MatchCondition> = z.strictObject({
  systemField: NAME,
  column: COLUMN,
  comparison: z.enum(COMPARISONS),
});

const companies: z.ZodType<CompanyPolicy> = z.strictObject({
  identify: z
    .union([z.enum(COMPANY_IDENTIFIERS), z.strictObject({ groups: z.array(z.array(conditionShape)).min(1) })])
    .default("domainOrName"),
  fields: z.strictObject({ name: NAME.optional(), domain: z.array(NAME).default([]) }),
  contactColumns: z
    .strictObject({ name: COLUMN.optional(), domain: z.array(COLUMN).default(["emailaddress1"]) })
    .default({ domain: ["emailaddress1"] }),
  link: z.boolean().default(false),
  create: z.boolean().default(false),
  linkContacts: z.boolean().default(false),
  writeRule: z.enum(["overwrite", "onlyWhenEmpty"]).default("onlyWhenEmpty"),
});

const otherTable: z.ZodType<OtherTable> = z.strictObject({
  table: COLUMN,
  matchRules: z.array(z.array(conditionShape)).min(1),
  cameFrom: COLUMN.optional(),
});

const mailFilter: z.ZodType<MailFilter> = z
  .strictObject({
    by: z.enum(FILTERED_BY),
    is: z.string().trim().min(1).max(320),
    does: z.enum(["leaveOut", "only"]).default("leaveOut"),
  })
  .refine(({ by, is }) => by !== "size" || Number(is) > 0, { path: ["is"], params: { kilobytes: true } });

const mail: z.ZodType<MailPolicy> = z.strictObject({
  since: z.iso.date().optional(),
  ownDomains: z.array(z.string().trim().min(1).max(253)).max(500).default([]),
  internal: z.enum(["skip", "keep"]).default("skip"),
  noReply: z.enum(["skip", "keep"]).default("skip"),
  unknown: z.enum(UNKNOWN_PEOPLE).default("skip"),
  regarding: z.enum(REGARDING).default("contact"),
  firstOnly: z.boolean().default(false),
  filters: z.array(mailFilter).max(500).default([]),
});

export const policiesShape = z.strictObject({
  noMatch: z.enum(["create", "skip"]).default("create"),
  newRows: z.enum(["none", "sinceConnected", "all"]).default("sinceConnected"),
  onSystemDelete: deletePolicy.default("deactivate"),
  onDataverseDelete: deletePolicy.default("keep"),
  createAs: z.enum(["owner", "connector"]).default("owner"),
  deleteLimit: z.number().int().min(0).max(1_000_000).default(DELETE_LIMIT),
  companies: companies.optional(),
  otherTables: z.array(otherTable).min(1).max(5).optional(),
  mail: mail.optional(),
});
