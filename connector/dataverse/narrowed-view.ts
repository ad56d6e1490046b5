import { escapeHtml as escaped } from "../../core/values/escape-html";
import { readFetchDocument, type FetchElement } from "./fetch-document";

/** Why a view cannot say which rows belong to it. */
export type ViewFault = "unreadable" | "otherTable" | "counts" | "personal";

/** A view that can be asked which of some rows belong to it. */
export interface UsableView {
  /** FetchXML that gives the primary ids of those of `ids` that the view holds. */
  readonly among: (ids: readonly string[]) => string;
  /** Columns of the table that decide whether a row belongs to it. */
  readonly columns: readonly string[];
}

/** They mean whoever asks: that would be the connector. */
const PERSONAL = /^(eq|ne)-(user|business)|^under-?user|-userlanguage$/;
/** They only say what is shown, and in which order. */
const SHOWN = new Set(["attribute", "all-attributes", "no-attrs", "order"]);

/**
 * Reads a view's FetchXML. A view that counts or sums, or shows only the first few rows, does not say of a row whether it
 * belongs to it; neither does one that shows every person her own rows, unless it is asked as one.
 * https://learn.microsoft.com/power-apps/developer/data-platform/fetchxml/reference/
 */
export function usableView(
  fetchXml: string,
  table: string,
  primaryId: string,
  askedAsPerson = false,
): UsableView | ViewFault {
  const fetch = readFetchDocument(fetchXml);
  const entity = fetch?.children.find((child) => child.name === "entity");
  if (!fetch || !entity) return "unreadable";
  if (entity.attributes.name !== table) return "otherTable";
  if (isOn(fetch.attributes.aggregate) || fetch.attributes.top !== undefined) return "counts";
  const means = ({ attributes }: FetchElement) => PERSONAL.test(attributes.operator ?? "");
  if (!askedAsPerson && conditionsIn(entity).some(means)) return "personal";
  const [filters, others] = [true, false].map((filter) =>
    entity.children
      .filter((child) => !SHOWN.has(child.name) && (child.name === "filter") === filter)
      .map((child) => withoutShown(fetchXml, child))
      .join(""),
  );
  return {
    columns: columnsIn(entity),
    among: (ids) =>
      `<fetch distinct="true"><entity name="${escaped(table)}"><attribute name="${escaped(primaryId)}"/>` +
      `<filter type="and"><condition attribute="${escaped(primaryId)}" operator="in">` +
      ids.map((id) => `<value>${escaped(id)}</value>`).join("") +
      `</condition>${filters}</filter>${others}</entity></fetch>`,
  };
}

/** The element's text, without what is shown of joined tables: a row that is joined twice still counts once. */
function withoutShown(xml: string, element: FetchElement): string {
  let text = "";
  let at = element.start;
  for (const child of element.children) {
    text += xml.slice(at, child.start) + (SHOWN.has(child.name) ? "" : withoutShown(xml, child));
    at = child.end;
  }
  return text + xml.slice(at, element.end);
}

function conditionsIn(element: FetchElement): readonly FetchElement[] {
  return element.children.flatMap((child) => (child.name === "condition" ? [child] : conditionsIn(child)));
}

/** Columns of the table itself: what joined tables hold is told by nobody. */
function columnsIn(element: FetchElement): readonly string[] {
  return element.children.flatMap((child) => {
    if (child.name === "condition") return child.attributes.attribute ?? [];
    if (child.name === "filter") return columnsIn(child);
    return child.name === "link-entity" ? (child.attributes.to ?? []) : [];
  });
}

function isOn(value: string | undefined): boolean {
  return value === "true" || value === "1";
}
