import { currentRecord } from "../../controls/shared/record";

const ID = "0a1b2c3d-0000-4000-8000-00000000abcd";
const mode = (contextInfo?: object) => ({ mode: { contextInfo } }) as never;
const page = (over: object = {}) => ({ search: "", ...over }) as never;

describe("which record the panel sits on", () => {
  it("is told by the context of a model-driven app, in one spelling", () => {
    const info = { entityTypeName: "contact", entityId: `{${ID.toUpperCase()}}` };
    expect(currentRecord(mode(info), page())).toEqual({ table: "contact", id: ID });
  });

  it.each([undefined, "", "00000000-0000-0000-0000-000000000000", "{00000000-0000-0000-0000-000000000000}"])(
    "has no id while it is new (%p)",
    (entityId) => {
      expect(currentRecord(mode({ entityTypeName: "contact", entityId }), page())).toEqual({
        table: "contact",
        id: undefined,
      });
    },
  );

  it("is told by the page context where the control's own says nothing", () => {
    const getPageContext = () => ({
      input: { pageType: "entityrecord", entityName: "account", entityId: ID },
    });
    expect(currentRecord(mode(), page({ xrm: { Utility: { getPageContext } } }))).toEqual({
      table: "account",
      id: ID,
    });
  });

  it("is not taken from a page that shows a list, or has no context", () => {
    const list = () => ({ input: { pageType: "entitylist", entityName: "contact" } });
    const none = () => {
      throw new Error("no page");
    };
    for (const getPageContext of [list, none]) {
      expect(currentRecord(mode(), page({ xrm: { Utility: { getPageContext } } }))).toBeUndefined();
    }
  });

  it("is read from the address at last", () => {
    const search = `?pagetype=entityrecord&etn=contact&id=%7b${ID}%7d`;
    expect(currentRecord(mode(), page({ search }))).toEqual({ table: "contact", id: ID });
  });

  it("is unknown in a host that tells nothing", () => {
    expect(currentRecord(mode(), page())).toBeUndefined();
  });
});
