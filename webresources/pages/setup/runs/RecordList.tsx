import * as React from "react";
import type { RecordResult } from "../../../../core/operation/types";
import { RecordDetails } from "./RecordDetails";

interface Props {
  readonly records: readonly RecordResult[];
  readonly table: string;
  /** What stands beside a name. */
  readonly says: (record: RecordResult) => string;
}

/** Records with their fields. */
export const RecordList: React.FC<Props> = ({ records, says, table }) => (
  <div className="ws-records">
    {records.map((record) => (
      <RecordDetails
        key={`${record.recordId} ${record.externalId ?? ""}`}
        record={record}
        table={table}
        says={says(record)}
      />
    ))}
  </div>
);
