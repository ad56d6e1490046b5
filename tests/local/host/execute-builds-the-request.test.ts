import {
  buildRequest,
  type ExecuteRequest,
  type RequestMetadata,
} from "../../../local/host/client/xrm/execute-request";

const ID = "0c6d2a4e-3f5b-4c8d-9e1a-2b3c4d5e6f70";
const sets = (table: string) => ({ entitySetName: `${table}s`, primaryId: `${table}id` });
const string = { typeName: "Edm.String", structuralProperty: 1 };

function request(metadata: RequestMetadata, values: Record<string, unknown> = {}): ExecuteRequest {
  class Request {
    getMetadata() {
      return metadata;
    }
  }
  return Object.assign(new Request(), values);
}

const metadata = (over: Partial<RequestMetadata>): RequestMetadata => ({
  boundParameter: null,
  parameterTypes: {},
  operationType: 0,
  operationName: "wave_Push",
  ...over,
});

// https://learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/xrm-webapi/online/execute
describe("Xrm.WebApi.online.execute", () => {
  it("posts an unbound action with its parameters", () => {
    const parameterTypes = {
      OperationId: { typeName: "Edm.Guid", structuralProperty: 1 },
      RecordIds: { typeName: "Collection(Edm.String)", structuralProperty: 4 },
    };
    const built = buildRequest(
      request(metadata({ parameterTypes }), { OperationId: ID, RecordIds: [ID] }),
      sets,
    );
    expect(built).toEqual({ method: "POST", path: "wave_Push", body: { OperationId: ID, RecordIds: [ID] } });
  });

  it("sends no body for an action without parameters, and leaves undefined ones out", () => {
    expect(buildRequest(request(metadata({})), sets)).toEqual({ method: "POST", path: "wave_Push" });
    const optional = request(metadata({ parameterTypes: { Table: string, Values: string } }), {
      Table: "contact",
    });
    expect(buildRequest(optional, sets).body).toEqual({ Table: "contact" });
  });

  it("posts a bound action to its row", () => {
    const built = buildRequest(
      request(
        metadata({
          boundParameter: "entity",
          parameterTypes: { entity: { typeName: "mscrm.contact", structuralProperty: 5 }, Text: string },
        }),
        {
          entity: { entityType: "contact", id: `{${ID.toUpperCase()}}` },
          Text: "hello",
        },
      ),
      sets,
    );
    expect(built).toEqual({
      method: "POST",
      path: `contacts(${ID})/Microsoft.Dynamics.CRM.wave_Push`,
      body: { Text: "hello" },
    });
  });

  it("names the type and key of rows in an action's parameters", () => {
    const parameterTypes = { Target: { typeName: "mscrm.contact", structuralProperty: 5 } };
    const built = buildRequest(
      request(metadata({ parameterTypes }), { Target: { entityType: "contact", id: ID } }),
      sets,
    );
    expect(built.body).toEqual({
      Target: { "@odata.type": "Microsoft.Dynamics.CRM.contact", contactid: ID },
    });
  });

  it("gets a function with its parameters as aliases, quotes doubled", () => {
    const built = buildRequest(
      request(
        metadata({
          operationType: 1,
          operationName: "Find",
          parameterTypes: { Name: string, Count: { typeName: "Edm.Int32", structuralProperty: 1 } },
        }),
        {
          Name: "O'Brien",
          Count: 3,
        },
      ),
      sets,
    );
    expect(built).toEqual({ method: "GET", path: "Find(Name=@p1,Count=@p2)?@p1='O''Brien'&@p2=3" });
  });

  it("writes enumerations and rows of a function as OData does", () => {
    const parameterTypes = {
      Target: { typeName: "mscrm.contact", structuralProperty: 5 },
      Mode: {
        typeName: "Microsoft.Dynamics.CRM.Mode",
        structuralProperty: 3,
        enumProperties: [{ name: "Fast", value: 2 }],
      },
    };
    const values = { Target: { entityType: "contact", id: ID }, Mode: 2 };
    const built = buildRequest(
      request(metadata({ operationType: 1, operationName: "Find", parameterTypes }), values),
      sets,
    );
    expect(decodeURIComponent(built.path)).toBe(
      `Find(Target=@p1,Mode=@p2)?@p1={"@odata.id":"contacts(${ID})"}&@p2=Microsoft.Dynamics.CRM.Mode'Fast'`,
    );
  });

  it.each([
    ["Create", { etn: "contact", payload: { a: 1 } }, { method: "POST", path: "contacts", body: { a: 1 } }],
    [
      "Update",
      { etn: "contact", id: ID, payload: { a: 1 } },
      { method: "PATCH", path: `contacts(${ID})`, body: { a: 1 } },
    ],
    ["Delete", { etn: "contact", id: ID }, { method: "DELETE", path: `contacts(${ID})` }],
    [
      "Retrieve",
      { etn: "contact", id: ID, payload: "?$select=a" },
      { method: "GET", path: `contacts(${ID})?$select=a` },
    ],
  ])("%s goes to the row", (operationName, values, built) => {
    const asked = request({ parameterTypes: {}, operationType: 2, operationName }, values);
    expect(buildRequest(asked, sets)).toEqual(built);
  });

  it("names what does not exist instead of guessing", () => {
    expect(() => buildRequest(request(metadata({ operationType: 7 })), sets)).toThrow("operationType 7");
    expect(() => buildRequest(request(metadata({ boundParameter: "entity" })), sets)).toThrow(
      "bound parameter",
    );
    const merge = request({ parameterTypes: {}, operationType: 2, operationName: "Merge" });
    expect(() => buildRequest(merge, sets)).toThrow("Merge");
  });
});
