import { hashOfRequest, readRequest } from "../../connector/operations/requests/read-request";
import { parseExecutionContext } from "../../connector/http/webhooks/execution-context";

const GUID = "0b1c2d3e-0000-4000-8000-000000000001";
const OTHER = "0b1c2d3e-0000-4000-8000-000000000002";

const context = (changes: object = {}) =>
  Buffer.from(
    JSON.stringify({
      BusinessUnitId: GUID,
      CorrelationId: GUID,
      Depth: 1,
      InitiatingUserId: GUID,
      InputParameters: [
        { key: "OperationId", value: OTHER.toUpperCase() },
        { key: "Table", value: "contact" },
        { key: "RecordIds", value: [GUID] },
      ],
      MessageName: "wave_Push",
      OrganizationId: GUID,
      PrimaryEntityId: "00000000-0000-0000-0000-000000000000",
      PrimaryEntityName: "none",
      UserId: OTHER,
      SomethingNew: { in: "later versions" },
      ...changes,
    }),
  );

const LINK_TO_BOTH = JSON.stringify({ kind: "link", externalId: "1", recordId: GUID });

describe("a webhook call", () => {
  it("is read with its parameters by name", () => {
    expect(parseExecutionContext(context(), false)).toEqual({
      message: "wave_Push",
      organizationId: GUID,
      userId: OTHER,
      correlationId: GUID,
      table: "none",
      rowId: "00000000-0000-0000-0000-000000000000",
      input: { OperationId: OTHER.toUpperCase(), Table: "contact", RecordIds: [GUID] },
    });
  });

  it("says that its parameters were left out for their size", () => {
    expect(parseExecutionContext(context(), true)?.input).toBeNull();
    expect(parseExecutionContext(context({ InputParameters: null }), false)?.input).toBeNull();
  });

  it.each([["no JSON"], ["{}"], ["[]"], ["null"], ['{"MessageName":1}']])(
    "is refused when it is none: %s",
    (body) => {
      expect(parseExecutionContext(Buffer.from(body), false)).toBeNull();
    },
  );
});

describe("an operation's request", () => {
  it("takes what was asked, each record once, ids in one form", () => {
    const read = readRequest("push", {
      Table: "contact",
      RecordIds: [GUID, `{${GUID.toUpperCase()}}`, OTHER],
      Connection: GUID,
      Language: 1031,
      Direction: "toSystem",
      Values: '{"line1":"x","line2":null}',
    });
    expect(read).toEqual({
      table: "contact",
      recordIds: [GUID, OTHER],
      connectionId: GUID,
      language: 1031,
      direction: "toSystem",
      manual: { line1: "x", line2: null },
    });
  });

  it("takes the defaults the platform passes for what nobody gave", () => {
    const empty = {
      Connection: "00000000-0000-0000-0000-000000000000",
      Language: 0,
      Direction: "",
      Values: "",
    };
    expect(readRequest("push", { Table: "contact", RecordIds: [GUID], ...empty })).toEqual({
      table: "contact",
      recordIds: [GUID],
    });
  });

  it.each([
    ["no table", { RecordIds: [GUID] }, "Table"],
    ["a table that is none", { Table: "contact; drop", RecordIds: [GUID] }, "Table"],
    ["no records", { Table: "contact", RecordIds: [] }, "RecordIds"],
    ["a record that is no GUID", { Table: "contact", RecordIds: ["1) or (1 eq 1"] }, "RecordIds"],
    ["values that are no JSON", { Table: "contact", RecordIds: [GUID], Values: "{" }, "Values"],
    ["values that are not simple", { Table: "contact", RecordIds: [GUID], Values: '{"a":{}}' }, "Values"],
    ["a direction there is not", { Table: "contact", RecordIds: [GUID], Direction: "up" }, "Direction"],
  ])("is told to be wrong: %s", (_name, input, where) => {
    expect(readRequest("preview", { ...input, Language: 1036 })).toMatchObject({
      refusal: { code: "BAD_REQUEST", params: { details: expect.stringContaining(where) } },
      language: 1036,
    });
  });

  it("takes 250 records and not one more", () => {
    const ids = (count: number) =>
      Array.from({ length: count }, (_, n) => `0b1c2d3e-0000-4000-8000-${String(n).padStart(12, "0")}`);
    expect(readRequest("push", { Table: "contact", RecordIds: ids(250) })).not.toHaveProperty("refusal");
    expect(readRequest("push", { Table: "contact", RecordIds: ids(251) })).toEqual({
      table: "contact",
      refusal: { code: "TOO_MANY_RECORDS", params: { limit: 250 } },
    });
  });

  it("of wave_StartRun names a mapping and a kind, or neither", () => {
    expect(readRequest("startRun", { Mapping: GUID, Kind: "firstImport", Language: 1031 })).toEqual({
      runKind: "firstImport",
      mappingId: GUID,
      language: 1031,
    });
    const empty = { Mapping: "00000000-0000-0000-0000-000000000000", Kind: "", Language: 0 };
    expect(readRequest("startRun", empty)).toEqual({ runKind: "onDemand" });
    expect(readRequest("startRun", { Kind: "undo" })).toMatchObject({ refusal: { code: "BAD_REQUEST" } });
  });

  it("of wave_UndoRun names the run", () => {
    expect(readRequest("undoRun", { Run: GUID })).toEqual({ runId: GUID });
    expect(readRequest("undoRun", {})).toMatchObject({ refusal: { code: "BAD_REQUEST" } });
  });

  it("of wave_Resolve names an issue, or a record, and what was decided", () => {
    const Decision = '{"kind":"fields","fields":{"jobTitle":"system"}}';
    const decision = { kind: "fields", fields: { jobTitle: "system" } };
    expect(readRequest("resolve", { Issue: GUID, Decision })).toEqual({ about: { issueId: GUID }, decision });
    expect(readRequest("resolve", { Table: "contact", RecordId: GUID, Decision })).toEqual({
      about: { table: "contact", recordId: GUID },
      decision,
    });
  });

  it.each([
    ["about nothing", { Decision: '{"kind":"retry"}' }, "Issue"],
    ["about half a record", { RecordId: GUID, Decision: '{"kind":"retry"}' }, "Issue"],
    ["a decision that is no JSON", { Issue: GUID, Decision: "{" }, "Decision"],
    ["a decision there is not", { Issue: GUID, Decision: '{"kind":"guess"}' }, "Decision"],
    ["a side there is not", { Issue: GUID, Decision: '{"kind":"fields","fields":{"a":"mine"}}' }, "Decision"],
    ["a link to no row", { Issue: GUID, Decision: '{"kind":"link","recordId":"1 or 1"}' }, "Decision"],
    ["a link to nothing", { Issue: GUID, Decision: '{"kind":"link","externalId":""}' }, "Decision"],
    ["a link to both sides", { Issue: GUID, Decision: LINK_TO_BOTH }, "Decision"],
  ])("of wave_Resolve is told to be wrong: %s", (_name, input, where) => {
    expect(readRequest("resolve", { ...input, Language: 3082 })).toEqual({
      refusal: { code: "BAD_REQUEST", params: { details: expect.stringContaining(where) } },
      language: 3082,
    });
  });

  it("has one hash, in whatever order its parameters come", () => {
    const a = hashOfRequest("push", { Table: "contact", RecordIds: [GUID] });
    expect(hashOfRequest("push", { RecordIds: [GUID], Table: "contact" })).toBe(a);
    expect(hashOfRequest("pull", { Table: "contact", RecordIds: [GUID] })).not.toBe(a);
    expect(hashOfRequest("push", { Table: "contact", RecordIds: [OTHER] })).not.toBe(a);
  });
});
