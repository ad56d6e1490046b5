import * as React from "react";
import type { RecordResult } from "../../../../core/operation/types";
import { RecordDetails } from "./RecordDetails";

interface Props {
  readonly records: readonly RecordResult[];
  readonly table: string;
  /** What stands beside a name. */
  readonly says: (record: RecordResult) => string;
  /** Whether it would only be created. */
  readonly isNew?: (record: RecordResult) => boolean;
}

/** Records with their fields. */
export const RecordList: React.FC<Props> = ({ isNew, records, says, table }) => (
  <div className="ws-records">
    {records.map((record) => (
      <RecordDetails
        key={`${record.recordId} ${record.externalId ?? ""}`}
        record={record}
        table={table}
        says={says(record)}
        isNew={isNew?.(record) ?? false}
      />
    ))}
  </div>
);
