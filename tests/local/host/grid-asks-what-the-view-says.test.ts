/** @jest-environment jsdom */
import { buildFetch, quickFindColumns, readCookie, viewSort } from "../../../local/host/client/grid/fetch";
import { parseLayout } from "../../../local/host/client/grid/layout";
import { cellOf, toRow } from "../../../local/host/client/grid/rows";
import type { Table } from "../../../local/host/client/api/metadata-types";
import { parseXml } from "../../../local/host/client/util/xml";

const VIEW = `<fetch version="1.0" top="10"><entity name="contact"><attribute name="fullname"/><order attribute="fullname" descending="true"/><filter><condition attribute="statecode" operator="eq" value="0"/></filter></entity></fetch>`;
const base = { page: 2, pageSize: 50, columns: ["contactid", "fullname"] };
const query = (xml: string, selector: string) => parseXml(xml).querySelectorAll(selector);

describe("a grid's FetchXML", () => {
  it("keeps the view's own filter and asks for the page, with a count of all rows", () => {
    const fetch = parseXml(buildFetch(VIEW, base)).documentElement;
    expect(fetch.getAttribute("page")).toBe("2");
    expect(fetch.getAttribute("count")).toBe("50");
    expect(fetch.getAttribute("returntotalrecordcount")).toBe("true");
    expect(fetch.getAttribute("top")).toBeNull();
    expect(query(buildFetch(VIEW, base), 'condition[attribute="statecode"]')).toHaveLength(1);
  });

  it("adds the columns it needs once", () => {
    expect(Array.from(query(buildFetch(VIEW, base), "attribute")).map((a) => a.getAttribute("name"))).toEqual(
      ["fullname", "contactid"],
    );
  });

  it("replaces the view's sorting by the person's, also on linked tables", () => {
    const sorted = query(
      buildFetch(VIEW, { ...base, sort: { column: "emailaddress1", descending: false } }),
      "order",
    );
    expect(sorted).toHaveLength(1);
    expect(sorted[0]?.getAttribute("attribute")).toBe("emailaddress1");
    const linked = query(
      buildFetch(VIEW, { ...base, sort: { column: "a1.name", descending: true } }),
      "order",
    )[0];
    expect([linked?.getAttribute("entityname"), linked?.getAttribute("attribute")]).toEqual(["a1", "name"]);
  });

  it("searches for words that begin with what was typed, * standing for anything, XML escaped", () => {
    const xml = buildFetch(VIEW, {
      ...base,
      search: { text: "*<\"O'Brien", columns: ["fullname", "emailaddress1"] },
    });
    const filter = query(xml, 'filter[isquickfindfields="1"]')[0];
    expect(filter?.getAttribute("type")).toBe("or");
    expect(Array.from(filter?.children ?? []).map((c) => c.getAttribute("value"))).toEqual([
      "%<\"O'Brien%",
      "%<\"O'Brien%",
    ]);
  });

  it("asks for the rows of a relationship, and hands the cookie on", () => {
    const xml = buildFetch(VIEW, {
      ...base,
      cookie: '<cookie page="1"/>',
      related: { column: "wave_contact", id: "x" },
    });
    expect(query(xml, 'condition[attribute="wave_contact"][value="x"]')).toHaveLength(1);
    expect(parseXml(xml).documentElement.getAttribute("paging-cookie")).toBe('<cookie page="1"/>');
  });

  it("reads the view's sorting and the quick find view's columns", () => {
    expect(viewSort(VIEW)).toEqual({ column: "fullname", descending: true });
    const quick = `<fetch><entity name="contact"><filter type="or" isquickfindfields="1"><condition attribute="fullname" operator="like" value="{0}"/><condition attribute="name" entityname="a" operator="like" value="{0}"/></filter></entity></fetch>`;
    expect(quickFindColumns(quick)).toEqual(["fullname"]);
  });

  it("reads the paging cookie, which is encoded twice", () => {
    const inner = '<cookie page="1"><contactid last="{1}"/></cookie>';
    const annotation = `<cookie pagenumber="2" pagingcookie="${encodeURIComponent(encodeURIComponent(inner))}" istracking="False" />`;
    expect(readCookie(annotation)).toBe(inner);
    expect(readCookie(undefined)).toBeUndefined();
  });
});

it("a layout gives the columns with their widths, hidden ones left out", () => {
  const layout = `<grid><row name="r" id="contactid"><cell name="fullname" width="200"/><cell name="x" ishidden="1" width="1"/><cell name="a.name" disableSorting="1"/></row></grid>`;
  expect(parseLayout(layout)).toEqual([
    { name: "fullname", width: 200, sortable: true },
    { name: "a.name", width: 150, sortable: false },
  ]);
});

describe("a row's cells", () => {
  const table = { primaryId: "contactid", primaryName: "fullname" } as Table;
  const row = toRow(
    {
      contactid: "{ABC}",
      fullname: "Grace Ng",
      wave_syncstatus: 628140000,
      "wave_syncstatus@OData.Community.Display.V1.FormattedValue": "In sync",
      _ownerid_value: "U1",
      "_ownerid_value@OData.Community.Display.V1.FormattedValue": "Sam",
      "_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "systemuser",
    },
    table,
  );

  it("shows choices as words and lookups as links", () => {
    expect(row).toMatchObject({ id: "abc", name: "Grace Ng" });
    expect(cellOf(row, "wave_syncstatus")).toEqual({ text: "In sync", raw: 628140000 });
    expect(cellOf(row, "ownerid")).toMatchObject({ text: "Sam", lookup: { table: "systemuser", id: "u1" } });
    expect(cellOf(row, "jobtitle")).toEqual({ text: "", raw: null });
  });
});
