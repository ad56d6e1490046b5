import { faultsIn, readQuestions, valuesOf, type Question } from "../../webresources/client";
import { manualLines } from "../../webresources/client/manual/manual-lines";

const line = (id: string, over: object = {}) => ({
  id,
  kind: "manual",
  column: id,
  direction: "toSystem",
  ...over,
});
const label = (Label: string) => ({ UserLocalizedLabel: { Label } });
const question = (line: string, kind: Question["kind"], over: Partial<Question> = {}): Question => ({
  line,
  label: line,
  kind,
  required: false,
  choices: [],
  ...over,
});

describe("manual lines", () => {
  const map = JSON.stringify({
    lines: [line("a"), line("b", { direction: "toDataverse" }), line("c", { kind: "field" })],
  });

  it("a push asks for what goes to the system, a pull for what comes to Dynamics", () => {
    expect(manualLines(map, "push")).toEqual([{ id: "a", column: "a" }]);
    expect(manualLines(map, "pull")).toEqual([{ id: "b", column: "b" }]);
  });

  it.each([undefined, "", 'no JSON with "manual"', '{"manual":1}'])(
    "a field map that cannot be read asks nothing: %p",
    (text) => expect(manualLines(text, "push")).toEqual([]),
  );
});

describe("questions", () => {
  const answers: Record<string, object[]> = {
    "?": [
      {
        LogicalName: "gendercode",
        AttributeType: "Picklist",
        DisplayName: label("Gender"),
        RequiredLevel: { Value: "ApplicationRequired" },
      },
      { LogicalName: "creditlimit", AttributeType: "Money", DisplayName: label("Credit Limit") },
      { LogicalName: "birthdate", AttributeType: "DateTime", DisplayName: label("Birthday") },
    ],
    Picklist: [{ LogicalName: "gendercode", OptionSet: { Options: [{ Value: 1, Label: label("Male") }] } }],
    Money: [{ LogicalName: "creditlimit", MinValue: 0, MaxValue: 100, Precision: 2 }],
    DateTime: [{ LogicalName: "birthdate", Format: "DateOnly" }],
  };

  it("take label, type, choices and limits from the columns, and nothing else is read", async () => {
    const asked: string[] = [];
    globalThis.fetch = jest.fn(async (path: string) => {
      asked.push(path);
      const type = /CRM\.(\w+)AttributeMetadata/.exec(path)?.[1] ?? "?";
      return { ok: true, json: async () => ({ value: answers[type] }) };
    }) as never;
    const lines = ["gendercode", "creditlimit", "birthdate", "gone"].map((id) => ({ id, column: id }));
    expect(await readQuestions("contact", lines)).toEqual([
      expect.objectContaining({
        label: "Gender",
        kind: "choice",
        required: true,
        choices: [{ value: 1, label: "Male" }],
      }),
      expect.objectContaining({ label: "Credit Limit", kind: "number", min: 0, max: 100, precision: 2 }),
      expect.objectContaining({ label: "Birthday", kind: "date", required: false }),
      expect.objectContaining({ label: "gone", kind: "text" }),
    ]);
    expect(asked).toHaveLength(4);
  });
});

describe("answers", () => {
  it.each([
    ["text", "Trade fair", "Trade fair"],
    ["number", "7.5", 7.5],
    ["choice", "628140001", 628_140_001],
    ["yesNo", "1", true],
    ["yesNo", "0", false],
    ["date", "2026-09-19", "2026-09-19"],
    ["dateTime", "2026-09-19T10:00Z", "2026-09-19T10:00:00.000Z"],
  ] as const)("%s %p is sent as %p", (kind, text, value) => {
    expect(JSON.parse(valuesOf([question("x", kind)], { x: text }))).toEqual({ x: value });
  });

  it("what is left empty is not sent: nobody was asked to clear it", () => {
    expect(valuesOf([question("x", "text"), question("y", "number")], { x: " " })).toBe("{}");
  });

  it.each([
    [question("x", "text", { required: true }), "", "required"],
    [question("x", "number"), "seven", "noNumber"],
    [question("x", "number", { min: 0, max: 10 }), "11", "outOfRange"],
    [question("x", "text", { maxLength: 3 }), "four", "tooLong"],
    [question("x", "text"), "", undefined],
  ])("%p with %p: %p", (one, text, fault) => {
    expect(faultsIn([one], { x: text }).x).toBe(fault);
  });
});
