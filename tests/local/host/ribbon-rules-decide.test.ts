/** @jest-environment jsdom */
import type { RibbonContext } from "../../../local/host/client/ribbon/context";
import { parseRules } from "../../../local/host/client/ribbon/parse-rules";
import {
  CUSTOM_RULE_TIMEOUT_MS,
  rulesHold,
  type ScriptRunner,
} from "../../../local/host/client/ribbon/rules";
import { parseXml } from "../../../local/host/client/util/xml";

const reference = (n: number) => ({ Id: `{${n}}`, Name: `n${n}`, TypeCode: 2, TypeName: "contact" });

function context(over: Partial<RibbonContext> = {}): RibbonContext {
  return {
    place: "Form",
    table: "contact",
    tableTypeCode: 2,
    userLanguage: 1033,
    organizationName: "local",
    privilege: () => false,
    namedPrivilege: () => false,
    ...over,
  };
}

const form = (over: Partial<NonNullable<RibbonContext["primary"]>> = {}): RibbonContext =>
  context({
    primary: {
      table: "contact",
      tableTypeCode: 2,
      id: "{1}",
      state: "Existing",
      formContext: {},
      access: new Set(["Read"]),
      valueOf: (column) => (column === "statecode" ? 0 : null),
      ...over,
    },
  });

const grid = (count: number): RibbonContext =>
  context({
    place: "HomepageGrid",
    grid: {
      control: {},
      selected: Array.from({ length: count }, (_, i) => reference(i)),
      all: Array.from({ length: 300 }, (_, i) => reference(i)),
      totalCount: 300,
    },
  });

const never: ScriptRunner = () => Promise.reject(new Error("no script expected"));

async function holds(xml: string, where: RibbonContext, run: ScriptRunner = never): Promise<boolean> {
  const rules = parseRules(
    parseXml(`<EnableRules><EnableRule Id="r">${xml}</EnableRule></EnableRules>`).documentElement,
    "EnableRule",
  );
  return rulesHold(["r"], rules, where, run);
}

describe("SelectionCountRule", () => {
  const rule = '<SelectionCountRule AppliesTo="SelectedEntity" Minimum="1" Maximum="250"/>';
  it.each([
    [0, false],
    [1, true],
    [250, true],
    [251, false],
  ])("%d selected: %s", async (count, shown) => expect(await holds(rule, grid(count))).toBe(shown));
});

describe("FormStateRule", () => {
  it.each(["Create", "Existing", "ReadOnly", "Disabled"] as const)("knows %s", async (state) => {
    expect(await holds(`<FormStateRule State="${state}"/>`, form({ state }))).toBe(true);
    expect(await holds(`<FormStateRule State="${state}" InvertResult="true"/>`, form({ state }))).toBe(false);
    expect(await holds(`<FormStateRule State="BulkEdit"/>`, form({ state }))).toBe(false);
  });
});

describe("privileges", () => {
  it("EntityPrivilegeRule asks for the table it names, at its depth", async () => {
    const asked: unknown[] = [];
    const privilege = (...args: unknown[]) => asked.push(args) > 0;
    const rule =
      '<EntityPrivilegeRule PrivilegeType="Create" PrivilegeDepth="Local" EntityName="wave_operation"/>';
    expect(await holds(rule, { ...form(), privilege })).toBe(true);
    expect(asked).toEqual([["Create", "wave_operation", "Local"]]);
  });

  it("RecordPrivilegeRule asks for the right on this very record", async () => {
    const rule = '<RecordPrivilegeRule PrivilegeType="Write" AppliesTo="PrimaryEntity"/>';
    expect(await holds(rule, form())).toBe(false);
    expect(await holds(rule, form({ access: new Set(["Read", "Write"]) }))).toBe(true);
  });

  it("MiscellaneousPrivilegeRule takes names with and without prv", async () => {
    const where = { ...form(), namedPrivilege: (name: string) => name === "prvActOnBehalfOfAnotherUser" };
    for (const name of ["ActOnBehalfOfAnotherUser", "prvActOnBehalfOfAnotherUser"]) {
      expect(await holds(`<MiscellaneousPrivilegeRule PrivilegeName="${name}"/>`, where)).toBe(true);
    }
  });
});

describe("ValueRule, OrRule and several parts", () => {
  it("compares a column's value as text", async () => {
    expect(await holds('<ValueRule Field="statecode" Value="0"/>', form())).toBe(true);
    expect(await holds('<ValueRule Field="statecode" Value="1"/>', form())).toBe(false);
  });

  it("OrRule: one group is enough, all of a group are needed", async () => {
    const rule = (state: string) =>
      `<OrRule><Or><FormStateRule State="Create"/></Or><Or><FormStateRule State="Existing"/><ValueRule Field="statecode" Value="${state}"/></Or></OrRule>`;
    expect(await holds(rule("0"), form())).toBe(true);
    expect(await holds(rule("1"), form())).toBe(false);
  });

  it("all parts of a rule must hold", async () => {
    const rule = '<FormStateRule State="Existing"/><ValueRule Field="statecode" Value="1"/>';
    expect(await holds(rule, form())).toBe(false);
  });
});

describe("CustomRule", () => {
  const rule = (attributes = "") =>
    `<CustomRule Library="$webresource:a.js" FunctionName="A.b" ${attributes}><CrmParameter Value="PrimaryControl"/></CustomRule>`;

  it("holds when the function says true, at once or by a promise", async () => {
    expect(await holds(rule(), form(), async () => true)).toBe(true);
    expect(await holds(rule(), form(), async () => false)).toBe(false);
    expect(await holds(rule(), form(), async () => "yes")).toBe(false);
  });

  it("counts as false when its promise takes longer than 10 seconds", async () => {
    jest.useFakeTimers();
    try {
      const decision = holds(rule(), form(), () => new Promise(() => undefined));
      await jest.advanceTimersByTimeAsync(CUSTOM_RULE_TIMEOUT_MS);
      expect(await decision).toBe(false);
    } finally {
      jest.useRealTimers();
    }
  });

  it("falls back to its Default when it throws", async () => {
    globalThis.reportError = () => undefined;
    const broken = () => Promise.reject(new Error("broken"));
    expect(await holds(rule(), form(), broken)).toBe(false);
    expect(await holds(rule('Default="true"'), form(), broken)).toBe(true);
  });
});

describe("rules of the platform", () => {
  it("unknown Mscrm rules are passed over; an unknown rule of one's own never holds", async () => {
    expect(await rulesHold(["Mscrm.SomethingElse"], new Map(), form(), never)).toBe(true);
    expect(await rulesHold(["wave.Missing.Rule"], new Map(), form(), never)).toBe(false);
  });

  it("the pair that hides a button is never true together", async () => {
    expect(await rulesHold(["Mscrm.HideOnModern", "Mscrm.ShowOnlyOnModern"], new Map(), form(), never)).toBe(
      false,
    );
  });

  it("Mscrm.SelectionCountExactlyOne follows the selection", async () => {
    expect(await rulesHold(["Mscrm.SelectionCountExactlyOne"], new Map(), grid(1), never)).toBe(true);
    expect(await rulesHold(["Mscrm.SelectionCountExactlyOne"], new Map(), grid(2), never)).toBe(false);
  });
});
