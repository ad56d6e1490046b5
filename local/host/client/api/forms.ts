import { getAll } from "./http";
import { guid } from "../util/xml";

export interface FormRow {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly formXml: string;
}

interface RawForm {
  readonly formid: string;
  readonly name: string;
  readonly isdefault: boolean;
  readonly formxml: string;
}

const MAIN_FORM = 2;
const forms = new Map<string, Promise<readonly FormRow[]>>();

/** Active main forms of a table, once a page load. */
export function loadForms(table: string): Promise<readonly FormRow[]> {
  let loading = forms.get(table);
  if (!loading) {
    loading = getAll<RawForm>(
      `systemforms?$select=formid,name,isdefault,formxml` +
        `&$filter=objecttypecode eq '${table}' and type eq ${MAIN_FORM} and formactivationstate eq 1`,
    ).then((rows) =>
      rows.map((row) => ({
        id: guid(row.formid),
        name: row.name,
        isDefault: row.isdefault,
        formXml: row.formxml,
      })),
    );
    forms.set(table, loading);
    loading.catch(() => forms.delete(table));
  }
  return loading;
}
