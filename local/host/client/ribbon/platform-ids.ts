import type { Place } from "./types";

/** Id of a standard button as a HideCustomAction names it: `Mscrm.Form.contact.NewRecord`. */
export function platformId(place: Place, table: string, id: string): string {
  const name = id.slice("Mscrm.".length);
  return `Mscrm.${place}.${table}.${place === "SubGrid" && name === "NewRecord" ? "AddNewStandard" : name}`;
}
