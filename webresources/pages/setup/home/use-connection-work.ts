import * as React from "react";
import { connection as table, ConnectionStatus } from "../../../../core/generated/schema";
import { asClientError, type ClientError } from "../../../client";
import { updateRow } from "../data/dataverse";
import type { HomeConnection } from "../data/home";
import { startRun } from "../data/run-work";
import { usePage } from "../page-context";

export interface ConnectionWork {
  readonly busy: "sync" | "state" | undefined;
  readonly error: ClientError | undefined;
  /** What the error is about. */
  readonly tried: "sync" | "state" | undefined;
  /** Key of what was done, for whoever cannot see it. */
  readonly said: string | undefined;
  readonly sync: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
}

/** What a card's buttons do. */
export function useConnectionWork(
  { id, mappings }: HomeConnection,
  onChanged: (what: "started" | "state") => Promise<void>,
): ConnectionWork {
  const page = usePage();
  const [busy, setBusy] = React.useState<ConnectionWork["busy"]>();
  const [tried, setTried] = React.useState<ConnectionWork["tried"]>();
  const [error, setError] = React.useState<ClientError>();
  const [said, setSaid] = React.useState<string>();
  const once = async (what: "sync" | "state", says: string, work: () => Promise<void>) => {
    if (busy) return;
    setBusy(what);
    setTried(what);
    setError(undefined);
    try {
      await work();
      setSaid(says);
      await onChanged(what === "sync" ? "started" : "state");
    } catch (thrown) {
      setError(asClientError(thrown));
    } finally {
      setBusy(undefined);
    }
  };
  const set = (status: "Paused" | "Connected") =>
    once("state", `Said_${status}`, async () => {
      const body = { [table.columns.connectionstatus]: ConnectionStatus[status] };
      await updateRow(page.send, table.entitySet, id, body);
    });
  const syncAll = () =>
    once("sync", "Said_Started", async () => {
      for (const mapping of mappings.filter(({ status }) => status === "Active"))
        await startRun(page, mapping.id, "onDemand");
    });
  return {
    ...{ busy, error, said, tried },
    sync: () => void syncAll(),
    pause: () => void set("Paused"),
    resume: () => void set("Connected"),
  };
}
