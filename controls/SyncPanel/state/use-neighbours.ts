import { useEffect, useRef, type Dispatch } from "react";
import type { Message } from "../../../webresources/client";
import type { Words } from "../../shared/words";
import { problemIn } from "../../shared/problem-text";
import type { Event } from "./reducer";
import type { Services } from "./services";
import type { Operations } from "./use-operation";
import type { Reread } from "./use-snapshot";

/** If the frame that started an operation is closed, it never says that the operation ended; after this time the panel looks itself. */
const SILENCE_LIMIT_MS = 70_000;

export interface NeighbourOptions {
  readonly table: string;
  readonly id?: string;
  readonly words: Words;
  readonly services: Services;
  readonly operations: Operations;
  readonly reread: Reread;
  /** Shows a preview the ribbon asked for; false when the panel cannot. */
  readonly takePreview: (operationId: string) => boolean;
}

/** Follows what the ribbon does with this record, and takes previews the ribbon asks for. */
export function useNeighbours(options: NeighbourOptions, dispatch: Dispatch<Event>): void {
  const latest = useRef(options);
  latest.current = options;
  const { table, id, services } = options;

  useEffect(() => {
    if (!id) return;
    let silence: ReturnType<typeof setTimeout> | undefined;
    const ended = () => {
      clearTimeout(silence);
      void latest.current.reread();
    };

    const onMessage = (message: Message) => {
      const { operations, words, takePreview } = latest.current;
      switch (message.type) {
        case "previewWanted":
          if (document.visibilityState !== "hidden" && takePreview(message.operationId)) {
            services.channel.send({ ...message, type: "previewTaken" });
          }
          return;
        case "rowSaved":
          dispatch({ type: "saved", at: message.on ?? Date.now() });
          void latest.current.reread(true);
          return;
        case "formRefreshed":
          dispatch({ type: "formSaid", form: message.ok ? "refreshed" : "unsaved" });
          return;
        case "started":
          if (operations.isBusy()) return;
          dispatch({
            type: "started",
            activity: { kind: message.kind, operationId: message.operationId, step: "working", own: false },
          });
          clearTimeout(silence);
          silence = setTimeout(() => {
            dispatch({ type: "resultClosed" });
            ended();
          }, SILENCE_LIMIT_MS);
          return;
        case "finished":
          if (operations.isBusy()) return;
          dispatch(
            message.answer
              ? {
                  type: "answered",
                  kind: message.kind,
                  answer: message.answer,
                  problem: problemIn(words, message.answer),
                }
              : { type: "resultClosed" },
          );
          ended();
      }
    };

    const stop = services.channel.listen(table, id, onMessage);
    return () => {
      clearTimeout(silence);
      stop();
    };
  }, [table, id, services, dispatch]);
}
