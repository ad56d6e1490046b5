import { DOMParser, type Element } from "@xmldom/xmldom";
import { fetchInvalid, notImplemented } from "../errors";
import type {
  FetchAttribute,
  FetchCondition,
  FetchFilter,
  FetchLink,
  FetchOrder,
  FetchQuery,
  FetchTable,
} from "./types";

/** Attributes of <fetch> that change nothing here: locks, mapping dialect, hints to the SQL optimizer. */
const IGNORED = new Set([
  "version",
  "mapping",
  "output-format",
  "no-lock",
  "options",
  "utc-offset",
  "savedqueryid",
  "useraworderby",
  "latematerialize",
]);

/** Reads a FetchXML text; throws 0x80041104 where it is not FetchXML, 501 where it is a part not covered here. */
export function parseFetchXml(xml: string): FetchQuery {
  const fetch = rootOf(xml);
  for (const { name } of Array.from(fetch.attributes)) {
    if (!KNOWN.has(name) && !IGNORED.has(name))
      throw fetchInvalid(`the attribute '${name}' is not allowed on fetch.`);
  }
  const entities = elements(fetch).filter((child) => child.nodeName === "entity");
  const entity = entities[0];
  if (entity === undefined || entities.length !== 1)
    throw fetchInvalid("fetch must hold exactly one entity element.");
  return {
    table: tableOf(entity, { next: 1 }),
    top: positive(fetch, "top"),
    count: positive(fetch, "count"),
    page: positive(fetch, "page") ?? 1,
    pagingCookie: text(fetch, "paging-cookie"),
    distinct: flag(fetch, "distinct"),
    aggregate: flag(fetch, "aggregate"),
    returnTotal: flag(fetch, "returntotalrecordcount"),
  };
}

const KNOWN = new Set([
  "top",
  "count",
  "page",
  "paging-cookie",
  "distinct",
  "aggregate",
  "returntotalrecordcount",
]);

function rootOf(xml: string): Element {
  if (/<!\s*(DOCTYPE|ENTITY)/i.test(xml)) throw fetchInvalid("document types are not allowed.");
  let root: Element | null = null;
  try {
    const onError = (level: string, message: string): void => {
      if (level !== "warning") throw new Error(message);
    };
    root = new DOMParser({ onError }).parseFromString(xml, "text/xml").documentElement;
  } catch {
    throw fetchInvalid("the text is not well-formed XML.");
  }
  if (root?.nodeName !== "fetch") throw fetchInvalid("the root element must be fetch.");
  return root;
}

function tableOf(element: Element, aliases: { next: number }): FetchTable {
  const attributes: FetchAttribute[] = [];
  const orders: FetchOrder[] = [];
  const filters: FetchFilter[] = [];
  const links: FetchLink[] = [];
  let allAttributes = false;
  for (const child of elements(element)) {
    if (child.nodeName === "attribute") attributes.push(attributeOf(child));
    else if (child.nodeName === "all-attributes") allAttributes = true;
    else if (child.nodeName === "order") orders.push(orderOf(child));
    else if (child.nodeName === "filter") filters.push(filterOf(child));
    else if (child.nodeName === "link-entity") links.push(linkOf(child, aliases));
    else if (child.nodeName !== "no-attrs")
      throw fetchInvalid(`the element '${child.nodeName}' is not known.`);
  }
  return { name: required(element, "name"), allAttributes, attributes, orders, filters, links };
}

function linkOf(element: Element, aliases: { next: number }): FetchLink {
  const type = text(element, "link-type") ?? "inner";
  if (type !== "inner" && type !== "outer") throw notImplemented(`FetchXML link-type '${type}'`);
  const name = required(element, "name");
  const alias = text(element, "alias") ?? `${name}${aliases.next++}`;
  return {
    ...tableOf(element, aliases),
    alias,
    from: required(element, "from"),
    to: required(element, "to"),
    type,
  };
}

function attributeOf(element: Element): FetchAttribute {
  const aggregate = text(element, "aggregate");
  if (aggregate !== undefined && !AGGREGATES.has(aggregate))
    throw fetchInvalid(`the aggregate '${aggregate}' is not known.`);
  const dateGrouping = text(element, "dategrouping");
  if (dateGrouping !== undefined && !GROUPINGS.has(dateGrouping))
    throw notImplemented(`FetchXML dategrouping '${dateGrouping}'`);
  return {
    name: required(element, "name"),
    alias: text(element, "alias"),
    aggregate: aggregate as FetchAttribute["aggregate"],
    groupBy: flag(element, "groupby"),
    dateGrouping: dateGrouping as FetchAttribute["dateGrouping"],
    distinct: flag(element, "distinct"),
  };
}

const AGGREGATES = new Set(["count", "countcolumn", "sum", "avg", "min", "max"]);
const GROUPINGS = new Set(["day", "week", "month", "quarter", "year"]);

function orderOf(element: Element): FetchOrder {
  if (text(element, "entityname") !== undefined) throw notImplemented("FetchXML order by entityname");
  return {
    attribute: text(element, "attribute"),
    alias: text(element, "alias"),
    descending: flag(element, "descending"),
  };
}

function filterOf(element: Element): FetchFilter {
  const type = text(element, "type") ?? "and";
  if (type !== "and" && type !== "or") throw fetchInvalid(`the filter type '${type}' is not known.`);
  const conditions: FetchCondition[] = [];
  const filters: FetchFilter[] = [];
  for (const child of elements(element)) {
    if (child.nodeName === "condition") conditions.push(conditionOf(child));
    else if (child.nodeName === "filter") filters.push(filterOf(child));
    else if (child.nodeName === "link-entity") throw notImplemented("FetchXML link-entity inside a filter");
    else throw fetchInvalid(`the element '${child.nodeName}' is not allowed in a filter.`);
  }
  return { type, conditions, filters };
}

function conditionOf(element: Element): FetchCondition {
  if (text(element, "valueof") !== undefined) throw notImplemented("FetchXML condition valueof");
  const inner = elements(element)
    .filter((child) => child.nodeName === "value")
    .map((child) => child.textContent ?? "");
  // An empty value is a value: `eq ''` is not `eq` without one.
  const own = element.getAttributeNode("value")?.value;
  return {
    attribute: required(element, "attribute"),
    operator: required(element, "operator"),
    values: own === undefined ? inner : [own],
    entityName: text(element, "entityname"),
  };
}

const elements = (parent: Element): Element[] =>
  Array.from(parent.childNodes).filter((node) => node.nodeType === 1) as Element[];

function text(element: Element, name: string): string | undefined {
  const value = element.getAttribute(name);
  return value === null || value === "" ? undefined : value;
}

function required(element: Element, name: string): string {
  const value = text(element, name);
  if (value === undefined) throw fetchInvalid(`'${element.nodeName}' must have the attribute '${name}'.`);
  return value;
}

const flag = (element: Element, name: string): boolean =>
  ["true", "1"].includes(element.getAttribute(name) ?? "");

function positive(element: Element, name: string): number | undefined {
  const value = text(element, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw fetchInvalid(`'${name}' must be a positive whole number.`);
  return number;
}
