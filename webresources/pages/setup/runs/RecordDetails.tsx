import * as React from "react";
import type { FieldResult, RecordResult } from "../../../../core/operation/types";
import type { Value } from "../../../../core/records";
import { usePage, type PageContext } from "../page-context";
import { recordHref } from "../ui/links";
import { OUTCOME_ICONS } from "./OutcomeBar";

/** A value is shown so long at most. */
const LONGEST = 200;

interface Props {
  readonly record: RecordResult;
  readonly table: string;
  /** What stands beside its name. */
  readonly says: string;
  /** It would only be created: there is no row to open yet. */
  readonly isNew?: boolean;
}

/** A record, and, opened, each field with what it held, what it holds then, and on which side. */
export const RecordDetails: React.FC<Props> = ({ isNew = false, record, says, table }) => {
  const { appId, t } = usePage();
  const { fields = [], name, outcome, problem, recordId } = record;
  const head = (
    <>
      <span className="ws-outcome-icon" data-outcome={outcome} data-some="true" aria-hidden="true">
        {OUTCOME_ICONS[outcome]}
      </span>
      <strong>{name ?? t("Record_Hidden")}</strong>
      <span className="ws-subtle">{says}</span>
    </>
  );
  if (fields.length === 0 && !problem)
    return (
      <div className="ws-record">
        <div className="ws-record-head">{head}</div>
      </div>
    );
  return (
    <details className="ws-record">
      <summary className="ws-record-head">{head}</summary>
      {problem ? (
        <p>
          {problem.message} {problem.nextStep}
        </p>
      ) : null}
      {fields.length > 0 ? <Fields fields={fields} name={name ?? ""} /> : null}
      {isNew ? null : (
        <a href={recordHref(appId, table, recordId)} target="_top">
          {t("Record_Open")}
        </a>
      )}
    </details>
  );
};

const Fields: React.FC<{ readonly fields: readonly FieldResult[]; readonly name: string }> = ({
  fields,
  name,
}) => {
  const page = usePage();
  const { t } = page;
  return (
    <table className="ws-fields">
      <caption className="ws-hidden">{name}</caption>
      <thead>
        <tr>
          {["Field", "Before", "After", "Side"].map((key) => (
            <th key={key} scope="col">
              {t(`Record_${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => {
          const inSystem = field.verdict === "writeSystem";
          const before = inSystem ? field.system : field.dataverse;
          const stays = field.result === undefined;
          return (
            <tr key={`${field.line} ${field.verdict}`}>
              <th scope="row">{field.label}</th>
              <td>{words(before, page)}</td>
              <td>{stays ? field.reasonText : words(field.result ?? null, page)}</td>
              <td>{stays ? "" : t(inSystem ? "Record_In_System" : "Record_In_Dynamics")}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

/** A value as people read it; a long one cut. */
export function words(value: Value, { formats, t }: Pick<PageContext, "formats" | "t">): string {
  if (value === null || value === "") return t("Record_None");
  if (typeof value === "boolean") return t(value ? "Yes" : "No");
  if (typeof value === "number") return formats.number(value);
  const text = Array.isArray(value) ? value.join(", ") : String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
