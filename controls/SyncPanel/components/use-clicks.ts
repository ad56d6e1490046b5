import type { Decision } from "../../../core/operation/decision";
import type { RequestKind } from "../../../webresources/client";
import type { Focus } from "../../shared/use-focus";
import type { LinkView } from "../adapters/snapshot";
import type { PanelState, Result } from "../state/types";
import type { PanelProps } from "./panel-props";
import type { usePanel } from "./use-panel";

/** What the buttons of the panel do, and where the keyboard goes after each. */
export interface Clicks {
  start(kind: RequestKind, link?: LinkView): void;
  /** Does what the preview on the screen shows. */
  apply(kind: "push" | "pull"): void;
  /** Hands in a decision; deleting something is asked about once more. */
  decide(decision: Decision, link?: LinkView, issueId?: string): Promise<void>;
  /** Shows on the form what has come from elsewhere. */
  show(brought: NonNullable<PanelState["brought"]>): void;
  /** Puts away what was shown last. */
  close(): void;
  /** The link a result is about. */
  linkOf(result: Result): LinkView | undefined;
}

export function useClicks(
  { state, dispatch, operations }: ReturnType<typeof usePanel>,
  focus: Focus,
  { record, words, services }: Pick<PanelProps, "record" | "words" | "services">,
): Clicks {
  const links = state.snapshot?.links ?? [];
  const linkOf = (result: Result) =>
    links.find((link) => link.connectionId === result.connectionId) ??
    (links.length === 1 ? links[0] : undefined);

  const clicks: Clicks = {
    linkOf,
    start(kind, link) {
      focus.remember();
      focus.wantResult();
      operations.start(kind, link);
    },
    apply(kind) {
      clicks.start(kind, state.result && linkOf(state.result));
    },
    async decide(decision, link, issueId) {
      const question = { text: words("Delete_Sure"), confirmButtonLabel: words("DeleteToo") };
      if (decision.kind === "delete" && !(await services.confirm(question))) return;
      focus.wantResult();
      operations.resolve(decision, link, issueId);
    },
    show({ columns, form }) {
      if (record?.id)
        services.channel.send({
          type: "showWanted",
          columns,
          table: record.table,
          recordId: record.id,
          operationId: "",
        });
      // With unsaved changes the form stays as it is, and so does what is said of it.
      if (form !== "unsaved") dispatch({ type: "shown" });
    },
    close() {
      dispatch({ type: "resultClosed" });
      focus.giveBack();
    },
  };
  return clicks;
}
