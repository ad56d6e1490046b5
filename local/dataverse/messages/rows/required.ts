import type { StoredValue } from "../../contracts";
import { requiredMissing } from "../../errors";
import type { Table } from "../../metadata/types";

/**
 * Only `SystemRequired` is enforced by the API; `ApplicationRequired` is for forms
 * (reference: AttributeRequiredLevel).
 */
export const checkRequired = (table: Table, values: Readonly<Record<string, StoredValue>>): void => {
  for (const column of table.columns.values()) {
    if (
      column.required === "SystemRequired" &&
      column.isCustom === false &&
      column.validForCreate &&
      !column.isPrimaryId
    ) {
      if (values[column.logicalName] == null) throw requiredMissing(table.logicalName, column.logicalName);
    }
  }
};
