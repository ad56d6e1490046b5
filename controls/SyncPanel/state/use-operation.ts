import { useCallback, useEffect, useRef, type Dispatch } from "react";
import {
  askForm,
  isAbort,
  isWorthARetry,
  newOperationId,
  requestFor,
  ResolveRequest,
  runRequest,
  type RequestKind,
} from "../../../webresources/client";
import type { Decision } from "../../../core/operation/decision";
import type { LinkView, Snapshot } from "../adapters/snapshot";
import type { Words } from "../../shared/words";
import { problemIn, problemText } from "../../shared/problem-text";
import type { Event } from "./reducer";
import type { Services } from "./services";
import type { Click } from "./types";

export interface OperationOptions {
  readonly table: string;
  readonly id?: string;
  readonly language: number;
  readonly words: Words;
  readonly services: Services;
  readonly snapshot?: Snapshot;
  /** Reads the record again after something was written. */
  readonly reread: () => Promise<void>;
}

export interface Operations {
  /** Starts a new click. Does nothing while one is under way, so a double click is one click. */
  start(kind: RequestKind, link?: LinkView, operationId?: string): void;
  /** Hands in a decision about this record, or about an issue that it is part of. */
  resolve(decision: Decision, link?: LinkView, issueId?: string): void;
  /** Repeats a click that didn't reach the connector. */
  retry(click: Click): void;
  /** Stops watching; the connector goes on. */
  stop(): void;
  isBusy(): boolean;
}

/** Runs pushes, pulls and previews of the record on the form and tells everyone about them. */
export function useOperation(options: OperationOptions, dispatch: Dispatch<Event>): Operations {
  const latest = useRef(options);
  latest.current = options;
  const running = useRef<AbortController>();

  const perform = useCallback(
    async (click: Click) => {
      const { words, services, table, id: recordId, reread } = latest.current;
      if (running.current || !recordId) return;
      const controller = new AbortController();
      running.current = controller;
      const { kind, operationId } = click;
      const about = { table, recordId, operationId };
      const tell = (event: Event) => {
        if (running.current === controller) dispatch(event);
      };

      tell({ type: "started", activity: { kind, operationId, step: "saving", own: true } });
      try {
        const saved = await askForm(services.channel, { type: "saveWanted", ...about });
        if (saved?.type === "saved" && !saved.ok) {
          tell({ type: "failed", problem: notSaved(words) });
          return;
        }
        let values: string | undefined;
        if (click.asks && (kind === "push" || kind === "pull")) {
          tell({ type: "moved", step: "asking" });
          const given = await askForm(services.channel, { type: "valuesWanted", kind, ...about });
          if (given?.type === "valuesGiven") {
            if (given.canceled) {
              tell({ type: "resultClosed" });
              return;
            }
            values = given.values;
          }
        }
        tell({ type: "moved", step: "sending" });
        services.channel.send({ type: "started", kind, by: "panel", ...about });
        const answer = await runRequest(click.request(operationId, values), {
          transport: services.transport,
          signal: controller.signal,
          onAnswer: () => tell({ type: "moved", step: "working" }),
        });
        const problem = problemIn(words, answer);
        // The operation ran; the same ID would only return the same answer, so a retry needs a new one.
        const retry = problem && isWorthARetry(problem.code) ? withNewId(click) : undefined;
        tell({ type: "answered", kind, answer, click, problem, retry });
        services.channel.send({ type: "finished", kind, by: "panel", answer, ...about });
        if (kind !== "preview" && running.current === controller) await reread();
      } catch (thrown) {
        services.channel.send({ type: "finished", kind, by: "panel", ...about });
        if (isAbort(thrown)) {
          tell({ type: "stopped" });
          return;
        }
        const problem = problemText(words, thrown, operationId);
        // It may or may not have got through: the same id makes sure that it is done once.
        tell({ type: "failed", problem, retry: isWorthARetry(problem.code) ? click : undefined });
      } finally {
        if (running.current === controller) running.current = undefined;
      }
    },
    [dispatch],
  );

  // Another record, or the control is gone: nobody is left to watch for.
  const { id, services } = options;
  useEffect(() => {
    const forget = () => {
      const controller = running.current;
      running.current = undefined;
      controller?.abort();
    };
    services.destroyed.addEventListener("abort", forget);
    return () => {
      services.destroyed.removeEventListener("abort", forget);
      forget();
    };
  }, [id, services]);

  const operations = useRef<Operations>();
  operations.current ??= {
    start(kind, link, operationId = newOperationId()) {
      const { table, id: recordId, language } = latest.current;
      if (!recordId) return;
      const { connectionId, system } = link ?? {};
      const input = { table, recordIds: [recordId], connectionId, language };
      const request = (id: string, values?: string) =>
        requestFor(kind, { ...input, operationId: id, values });
      const { links = [], places = [] } = latest.current.snapshot ?? {};
      const maps = link ? [link] : [...links, ...places];
      const asks = maps.some(({ fieldMap }) => fieldMap?.includes('"manual"'));
      void perform({ kind, operationId, request, asks, connectionId, system });
    },
    resolve(decision, link, issueId) {
      const { table, id: recordId, language } = latest.current;
      if (!recordId) return;
      const about = issueId ? { issueId } : { table, recordId };
      const request = (operationId: string) =>
        new ResolveRequest({ operationId, language, decision, ...about });
      const { connectionId, system } = link ?? {};
      void perform({ kind: "resolve", operationId: newOperationId(), request, connectionId, system });
    },
    retry: (click) => void perform(click),
    stop: () => running.current?.abort(),
    isBusy: () => running.current !== undefined,
  };
  return operations.current;
}

function withNewId(click: Click): Click {
  return { ...click, operationId: newOperationId() };
}

function notSaved(words: Words) {
  return {
    code: "NOT_SAVED",
    message: words("Problem_NOT_SAVED"),
    nextStep: words("Problem_NOT_SAVED_Next"),
  };
}
