import { requestFor } from "../../webresources/client";
import { PreviewRequest } from "../../webresources/client/messages";
import { api } from "../../core/generated/schema";

const input = {
  operationId: "11111111-1111-4111-8111-111111111111",
  table: "contact",
  recordIds: ["22222222-2222-4222-8222-222222222222"],
};

describe("requests to our Custom APIs", () => {
  it.each(["push", "pull", "preview"] as const)("%s carries the name of its Custom API", (kind) => {
    expect(requestFor(kind, input).getMetadata()).toMatchObject({
      boundParameter: null,
      operationType: 0,
      operationName: api[kind].name,
    });
  });

  it("have getMetadata on the prototype, as the client API asks, and parameters as own properties", () => {
    const request = requestFor("push", input);
    expect(Object.keys(request).sort()).toEqual(["OperationId", "RecordIds", "Table"]);
    expect(Object.hasOwn(request, "getMetadata")).toBe(false);
    expect(typeof request.getMetadata).toBe("function");
  });

  it("name the type of every parameter they send, and of no other", () => {
    const request = new PreviewRequest({
      ...input,
      connectionId: "33333333-3333-4333-8333-333333333333",
      language: 1031,
      values: "{}",
      direction: "toSystem",
    });
    expect(request.getMetadata().parameterTypes).toEqual({
      OperationId: { typeName: "Edm.Guid", structuralProperty: 1 },
      Table: { typeName: "Edm.String", structuralProperty: 1 },
      RecordIds: { typeName: "Collection(Edm.String)", structuralProperty: 4 },
      Connection: { typeName: "Edm.Guid", structuralProperty: 1 },
      Language: { typeName: "Edm.Int32", structuralProperty: 1 },
      Values: { typeName: "Edm.String", structuralProperty: 1 },
      Direction: { typeName: "Edm.String", structuralProperty: 1 },
    });
    expect(Object.keys(requestFor("push", input).getMetadata().parameterTypes)).toEqual([
      "OperationId",
      "Table",
      "RecordIds",
    ]);
  });

  it.each(["push", "pull", "preview"] as const)("%s sends only parameters the solution declares", (kind) => {
    const request = requestFor(kind, { ...input, connectionId: "c", language: 1033, values: "{}" });
    for (const name of Object.keys(request)) {
      expect(Object.keys(api[kind].parameters)).toContain(name);
    }
  });

  it("refuse no record and more than 250 before anything is sent", () => {
    expect(() => requestFor("push", { ...input, recordIds: [] })).toThrow(RangeError);
    expect(() => requestFor("push", { ...input, recordIds: Array(251).fill("x") })).toThrow(RangeError);
    expect(requestFor("push", { ...input, recordIds: Array(250).fill("x") }).RecordIds).toHaveLength(250);
  });
});
