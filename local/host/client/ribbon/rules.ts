import type { Depth } from "../api/session";
import type { AccessRight } from "../api/records";
import type { RibbonContext } from "./context";
import { platformRule } from "./platform-rules";
import type { RulePart, Rules, ScriptCall } from "./types";

/** A promise returned by a CustomRule counts as false after this long (define ribbon enable rules). */
export const CUSTOM_RULE_TIMEOUT_MS = 10_000;

/** Calls a rule's or command's script; loads its library first. */
export type ScriptRunner = (script: ScriptCall, context: RibbonContext) => Promise<unknown>;

type Evaluate = (part: RulePart, context: RibbonContext, run: ScriptRunner) => boolean | Promise<boolean>;

const isTrue = (value: string | undefined) => /^(true|1)$/i.test(value ?? "");

/** The table a rule speaks of: `EntityName`, else by `AppliesTo`. */
function tableOf(part: RulePart, context: RibbonContext): string {
  if (part.attributes.EntityName) return part.attributes.EntityName.toLowerCase();
  return part.attributes.AppliesTo === "PrimaryEntity"
    ? (context.primary?.table ?? context.table)
    : context.table;
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return (await Promise.race([work.then((value) => value === true), late])) === true;
  } finally {
    clearTimeout(timer);
  }
}

/** One function for each kind of rule; kinds about other clients and servers have their fixed answer here. */
const KINDS: Readonly<Record<string, Evaluate>> = {
  SelectionCountRule: (part, context) => {
    const count = context.grid?.selected.length ?? 0;
    const { Minimum, Maximum } = part.attributes;
    return (
      (!Minimum || count >= Number(Minimum)) && (!Maximum || Number(Maximum) < 0 || count <= Number(Maximum))
    );
  },
  FormStateRule: (part, context) => context.primary?.state === part.attributes.State,
  FormTypeRule: (part) => part.attributes.Type === "Main",
  ValueRule: (part, context) => {
    const value = context.primary?.valueOf(part.attributes.Field ?? "");
    return String(value ?? "") === (part.attributes.Value ?? "");
  },
  EntityRule: (part, context) => {
    const { EntityName, Context } = part.attributes;
    // Contexts are Form, HomepageGrid, SubGridStandard, SubGridAssociated.
    return (
      (!EntityName || EntityName.toLowerCase() === context.table) &&
      (!Context || Context.startsWith(context.place))
    );
  },
  RecordPrivilegeRule: (part, context) => {
    const right = part.attributes.PrivilegeType as AccessRight;
    if (context.place === "Form") return context.primary?.access?.has(right) ?? false;
    return context.privilege(right, tableOf(part, context), "Basic");
  },
  EntityPrivilegeRule: (part, context) =>
    context.privilege(
      part.attributes.PrivilegeType ?? "",
      tableOf(part, context),
      (part.attributes.PrivilegeDepth ?? "Basic") as Depth,
    ),
  MiscellaneousPrivilegeRule: (part, context) =>
    context.namedPrivilege(
      `prv${(part.attributes.PrivilegeName ?? "").replace(/^prv/i, "")}`,
      (part.attributes.PrivilegeDepth ?? "Basic") as Depth,
    ),
  RelationshipTypeRule: (part, context) =>
    context.grid?.relationshipType === part.attributes.RelationshipType,
  CommandClientTypeRule: (part) => part.attributes.Type === "Refresh",
  CrmClientTypeRule: (part) => part.attributes.Type === "Web",
  CrmOfflineAccessStateRule: (part) => part.attributes.State === "Online",
  OutlookRenderTypeRule: (part) => part.attributes.Type === "Web",
  SkuRule: (part) => part.attributes.Sku === "Online",
  HideForTabletExperienceRule: () => true,
  PageRule: (part) => (part.attributes.Address ?? "").includes("main.aspx"),
  OrRule: async (part, context, run) => {
    for (const group of part.groups ?? []) if (await allHold(group, context, run)) return true;
    return false;
  },
  CustomRule: async (part, context, run) => {
    if (!part.script) return false;
    return within(CUSTOM_RULE_TIMEOUT_MS, run(part.script, context));
  },
};

async function holds(part: RulePart, context: RibbonContext, run: ScriptRunner): Promise<boolean> {
  const evaluate = KINDS[part.kind];
  let result: boolean;
  try {
    // A rule that cannot be answered here counts as its author said it should.
    result = evaluate ? await evaluate(part, context, run) : isTrue(part.attributes.Default);
  } catch (error) {
    // The bar stays usable; whoever wrote the rule finds the error in the console.
    globalThis.reportError?.(error);
    result = isTrue(part.attributes.Default);
  }
  return isTrue(part.attributes.InvertResult) ? !result : result;
}

async function allHold(
  parts: readonly RulePart[],
  context: RibbonContext,
  run: ScriptRunner,
): Promise<boolean> {
  for (const part of parts) if (!(await holds(part, context, run))) return false;
  return true;
}

/**
 * Whether all rules named by `ids` hold. Unknown `Mscrm.*` ids are passed over, as the platform does; an unknown id
 * of one's own is a mistake in the solution and never holds.
 */
export async function rulesHold(
  ids: readonly string[],
  rules: Rules,
  context: RibbonContext,
  run: ScriptRunner,
): Promise<boolean> {
  for (const id of ids) {
    const own = rules.get(id);
    if (own) {
      if (!(await allHold(own, context, run))) return false;
    } else if (id.startsWith("Mscrm.")) {
      if (!platformRule(id, context)) return false;
    } else return false;
  }
  return true;
}
