import { attribute, child, children, flag, parseXml } from "../util/xml";

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** What a grid asks beyond its view. */
export interface FetchRequest {
  readonly page: number;
  readonly pageSize: number;
  /** Cookie of the page before, decoded. */
  readonly cookie?: string;
  readonly sort?: Sort;
  /** Columns that must come along: id, name, state. */
  readonly columns: readonly string[];
  /** What a person typed, and the quick find view (or columns) that says where to look. */
  readonly search?: { readonly text: string; readonly columns: readonly string[] };
  /** `column = id`, for a subgrid. */
  readonly related?: { readonly column: string; readonly id: string };
}

/** Names of the columns a quick find view looks in. */
export function quickFindColumns(fetchXml: string): string[] {
  const filters = Array.from(parseXml(fetchXml).getElementsByTagName("filter"));
  const filter = filters.find((f) => flag(f, "isquickfindfields"));
  return children(filter, "condition")
    .filter((condition) => !attribute(condition, "entityname"))
    .map((condition) => attribute(condition, "attribute") ?? "");
}

/** The first `<order>` of the view itself. */
export function viewSort(fetchXml: string): Sort | undefined {
  const entity = child(parseXml(fetchXml).documentElement, "entity");
  const order = child(entity, "order");
  const column = attribute(order, "attribute");
  return column ? { column, descending: flag(order, "descending") } : undefined;
}

/** A quick find is a "begins with"; `*` stands for anything, as in Dynamics. */
export const likePattern = (text: string): string => `${text.trim().replace(/\*/g, "%")}%`;

function add(parent: Element, name: string, attributes: Readonly<Record<string, string>>): Element {
  const element = parent.ownerDocument.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.appendChild(element);
  return element;
}

function addSearch(entity: Element, search: NonNullable<FetchRequest["search"]>): void {
  const filter = add(entity, "filter", { type: "or", isquickfindfields: "1" });
  for (const column of search.columns) {
    add(filter, "condition", { attribute: column, operator: "like", value: likePattern(search.text) });
  }
}

function setSort(entity: Element, sort: Sort): void {
  for (const order of children(entity, "order")) entity.removeChild(order);
  const [alias, column] = sort.column.includes(".") ? sort.column.split(".") : [undefined, sort.column];
  add(entity, "order", {
    attribute: column ?? "",
    descending: String(sort.descending),
    ...(alias ? { entityname: alias } : {}),
  });
}

/** The view's FetchXML with page, sorting, search and relationship put in. */
export function buildFetch(viewFetchXml: string, request: FetchRequest): string {
  const document = parseXml(viewFetchXml);
  const fetch = document.documentElement;
  const entity = child(fetch, "entity");
  if (!entity) throw new Error("The view's FetchXML has no entity.");
  fetch.removeAttribute("top");
  fetch.setAttribute("version", "1.0");
  fetch.setAttribute("page", String(request.page));
  fetch.setAttribute("count", String(request.pageSize));
  fetch.setAttribute("returntotalrecordcount", "true");
  if (request.cookie) fetch.setAttribute("paging-cookie", request.cookie);
  else fetch.removeAttribute("paging-cookie");
  const present = new Set(children(entity, "attribute").map((a) => attribute(a, "name")));
  for (const column of new Set(request.columns))
    if (!present.has(column)) add(entity, "attribute", { name: column });
  if (request.sort) setSort(entity, request.sort);
  if (request.search && request.search.columns.length > 0) addSearch(entity, request.search);
  if (request.related) {
    const filter = add(entity, "filter", { type: "and" });
    add(filter, "condition", {
      attribute: request.related.column,
      operator: "eq",
      value: request.related.id,
    });
  }
  return new XMLSerializer().serializeToString(fetch);
}

/** The cookie of `@Microsoft.Dynamics.CRM.fetchxmlpagingcookie`, which is URL-encoded twice inside XML. */
export function readCookie(annotation: unknown): string | undefined {
  if (typeof annotation !== "string" || annotation === "") return undefined;
  const encoded = attribute(parseXml(annotation).documentElement, "pagingcookie");
  return encoded ? decodeURIComponent(decodeURIComponent(encoded)) : undefined;
}
