import { useRef, type Dispatch } from "react";
import {
  manualLines,
  newOperationId,
  readManualLines,
  type AskingKind,
  type ManualLine,
} from "../../../webresources/client";
import type { LinkView, Snapshot } from "../adapters/snapshot";
import type { Words } from "../../shared/words";
import { problemText } from "../../shared/problem-text";
import type { Event } from "./reducer";
import type { Services } from "./services";
import type { Operations } from "./use-operation";

export interface AskOptions {
  readonly table: string;
  readonly snapshot?: Snapshot;
  readonly words: Words;
  readonly services: Services;
  readonly operations: Operations;
}

export interface Ask {
  /** Pushes or pulls; asks for values first where the mapping has lines for it. */
  first(kind: AskingKind, link?: LinkView): void;
  /** Whether a click of the ribbon is to be asked about; undefined where only the mapping's row would tell. */
  needed(kind: AskingKind): boolean | undefined;
}

/** Asks for the values of manual lines before a push or a pull. */
export function useAsk(options: AskOptions, dispatch: Dispatch<Event>): Ask {
  const latest = useRef(options);
  latest.current = options;
  const turn = useRef(0);

  const find = async (kind: AskingKind, link?: LinkView): Promise<void> => {
    const { table, words, services, operations } = latest.current;
    const known = link && manualLines(link.fieldMap, kind);
    if (known?.length === 0) {
      operations.start(kind, link);
      return;
    }
    if (operations.isBusy()) return;
    const mine = ++turn.current;
    const current = () => mine === turn.current && !services.destroyed.aborted;
    const operationId = newOperationId();
    dispatch({ type: "started", activity: { kind, operationId, step: "asking", own: true } });
    try {
      const lines: readonly ManualLine[] = known ?? (await readManualLines(services.transport, table, kind));
      const questions = lines.length > 0 ? await services.readQuestions(table, lines) : [];
      if (!current()) return;
      if (questions.length === 0) operations.start(kind, link, { operationId });
      else dispatch({ type: "asks", asking: { kind, link, questions } });
    } catch (thrown) {
      if (current()) dispatch({ type: "failed", problem: problemText(words, thrown, operationId) });
    }
  };

  const ask = useRef<Ask>();
  ask.current ??= {
    first: (kind, link) => void find(kind, link),
    needed(kind) {
      const links = latest.current.snapshot?.links ?? [];
      if (links.length === 0) return undefined;
      return links.some((link) => manualLines(link.fieldMap, kind).length > 0);
    },
  };
  return ask.current;
}
