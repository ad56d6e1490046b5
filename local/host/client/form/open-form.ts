import { loadForms, type FormRow } from "../api/forms";
import { loadSummaries, loadTable } from "../api/metadata";
import { findOneName } from "../api/names";
import type { Table } from "../api/metadata-types";
import { theHost } from "../host";
import { startFormScripts } from "../scripts/form-events";
import { guid } from "../util/xml";
import { FormModel } from "./form-model";
import { parseFormXml } from "./parse-form-xml";
import { isLookup, type AttributeValue } from "./values";

export interface OpenFormOptions {
  readonly table: string;
  readonly id?: string;
  readonly formId?: string;
  /** Values of a new record, as in the address (`extraqs`). */
  readonly extraqs?: string;
}

export interface OpenedForm {
  readonly form: FormModel;
  /** All main forms a person can choose from. */
  readonly forms: readonly FormRow[];
  readonly scriptErrors: readonly unknown[];
}

/** The form chosen last for a table, in this browser. */
const lastFormKey = (table: string) => `local-dynamics-form-${table}`;

function choose(forms: readonly FormRow[], wanted: string | undefined, table: string): FormRow | undefined {
  const by = (id: string | null | undefined) => (id ? forms.find((form) => form.id === guid(id)) : undefined);
  return (
    by(wanted) ?? by(localStorage.getItem(lastFormKey(table))) ?? forms.find((f) => f.isDefault) ?? forms[0]
  );
}

export function rememberForm(table: string, id: string): void {
  localStorage.setItem(lastFormKey(table), id);
}

/** Reads `parentcustomerid=<id>&parentcustomeridname=…&parentcustomeridtype=account`. */
async function defaultsOf(extraqs: string | undefined, table: Table): Promise<Map<string, AttributeValue>> {
  const query = new URLSearchParams(extraqs ?? "");
  const defaults = new Map<string, AttributeValue>();
  const summaries = await loadSummaries();
  for (const [name, text] of query) {
    const column = table.columns.get(name);
    if (!column) continue;
    if (isLookup(column)) {
      const entityType = query.get(`${name}type`) ?? column.targets?.[0] ?? "";
      const summary = summaries.get(entityType);
      const known = query.get(`${name}name`);
      const label = known ?? (summary ? await findOneName(summary, text) : "");
      defaults.set(name, [{ id: guid(text), name: label, entityType }]);
    } else if (column.choices || /Integer|Decimal|Double|Money/.test(column.type))
      defaults.set(name, Number(text));
    else if (column.type === "DateTime") defaults.set(name, new Date(text));
    else defaults.set(name, text);
  }
  return defaults;
}

/** Opens a record, or a new one, on the form asked for, and runs the form's scripts. */
export async function openForm(options: OpenFormOptions): Promise<OpenedForm> {
  const { app, session } = theHost();
  const [table, all] = await Promise.all([loadTable(options.table), loadForms(options.table)]);
  const own = all.filter((form) => app.forms.has(form.id));
  const forms = own.length > 0 ? own : all;
  const chosen = choose(forms, options.formId, options.table);
  if (!chosen) throw new Error(`The table "${table.displayName}" has no main form.`);
  const definition = parseFormXml(chosen.formXml, session.language);
  const form = new FormModel(session, table, chosen, definition, options.id ? guid(options.id) : null);
  await form.load(await defaultsOf(options.extraqs, table));
  const scriptErrors = await startFormScripts(form);
  return { form, forms, scriptErrors };
}
