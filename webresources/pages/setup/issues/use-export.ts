import * as React from "react";
import { asClientError, type ClientError } from "../../../client";
import { readIssuesOf, type Cause } from "../data/causes";
import { usePage } from "../page-context";
import { saveCsv } from "../ui/csv";
import { wordsOf } from "./in-words";

export interface Export {
  readonly busy: boolean;
  readonly error: ClientError | undefined;
  readonly save: (causes: readonly Cause[]) => Promise<void>;
}

/** Saves what is open as a file for a spreadsheet: one line an issue. */
export function useExport(): Export {
  const page = usePage();
  const { send, t } = page;
  const [busy, setBusy] = React.useState(false);
  const [error, setError] = React.useState<ClientError>();
  const save = async (causes: readonly Cause[]) => {
    setBusy(true);
    setError(undefined);
    try {
      const lines = [
        ["Record", "Problem", "Message", "Next", "Mapping", "Id", "Last"].map((key) => t(`Csv_${key}`)),
      ];
      for (const cause of causes)
        for (const row of await readIssuesOf(send, cause))
          lines.push([
            row.record?.name ?? "",
            wordsOf(cause, page).title,
            row.message,
            row.nextStep,
            cause.mappingName,
            row.externalId,
            row.lastOn,
          ]);
      saveCsv("wave-sync-issues.csv", lines);
    } catch (thrown) {
      setError(asClientError(thrown));
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, save };
}
