import * as React from "react";
import { connection as table, ConnectionStatus } from "../../../../core/generated/schema";
import {
  asClientError,
  ClientError,
  fetchTransport,
  newOperationId,
  runRequest,
  StartRunRequest,
} from "../../../client";
import { updateRow } from "../data/dataverse";
import { NotDescribedError } from "../data/describe";
import type { HomeConnection } from "../data/home";
import { usePage } from "../page-context";

/** A run goes on by itself: so long is waited for the news that it could not begin. */
const BEGIN_MS = 1_500;

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
        await startRun(page, mapping.id);
    });
  return {
    ...{ busy, error, said, tried },
    sync: () => void syncAll(),
    pause: () => void set("Paused"),
    resume: () => void set("Connected"),
  };
}

/** @throws ClientError where the run could not begin */
async function startRun(
  { lcid, send }: { readonly lcid: number; readonly send: typeof fetch },
  mappingId: string,
): Promise<void> {
  const operationId = newOperationId();
  const request = new StartRunRequest({ operationId, language: lcid, mappingId, kind: "onDemand" });
  try {
    const answer = await runRequest(request, { transport: fetchTransport("", send), limitMs: BEGIN_MS });
    if (answer.state === "failed" && answer.problem && answer.runIds.length === 0)
      throw new NotDescribedError(answer.problem);
  } catch (thrown) {
    if (!(thrown instanceof ClientError) || thrown.code !== "STILL_WORKING") throw thrown;
  }
}
