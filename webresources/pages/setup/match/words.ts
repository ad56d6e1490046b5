import type { Columns } from "../../../../core/mapping/columns";
import { lookupNamedBy } from "../../../../core/mapping/lookup-name";
import { RECORD_ID_FIELD, type MatchRules } from "../../../../core/mapping/types";
import { columnName, fieldName } from "../map/names";
import type { T } from "../ui/text";

/** A field as a match rule names it: the id of a record has no name of its own. */
export const ruleField = (name: string, t: T): string =>
  name === RECORD_ID_FIELD ? t("Record_Id") : fieldName(name);

/** A column as a match rule names it: of the record that a lookup points to, the name. */
export function ruleColumn(name: string, columns: Columns, t: T): string {
  const lookup = lookupNamedBy(name);
  return lookup === null
    ? columnName(columns[name], name)
    : t("Name_Of", columnName(columns[lookup], lookup));
}

/** "First name + Last name, or Email": what rules compare, in a line. */
export const rulesInWords = (rules: MatchRules, t: T): string =>
  rules
    .map((group) => group.map(({ systemField }) => ruleField(systemField, t)).join(" + "))
    .reduce((before, next) => (before === "" ? next : t("Or_Between", before, next)), "");
