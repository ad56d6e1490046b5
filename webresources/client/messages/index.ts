import type { OperationRequest } from "./operation-request";
import { PreviewRequest } from "./preview";
import { PullRequest } from "./pull";
import { PushRequest } from "./push";
import type { RecordsRequest, RequestInput, RequestKind } from "./records-request";

/** The request that asks for `kind` on records. */
export function requestFor(kind: RequestKind, input: RequestInput): RecordsRequest {
  switch (kind) {
    case "push":
      return new PushRequest(input);
    case "pull":
      return new PullRequest(input);
    case "preview":
      return new PreviewRequest(input);
  }
}

export { PreviewRequest, PullRequest, PushRequest };
export type { OperationRequest, RequestInput, RequestKind };
export { MailRequest, type MailInput } from "./mail";
export { ResolveRequest, type ResolveInput, type Subject } from "./resolve";
export { SetupRequest, type SetupInput } from "./setup";
export { StartRunRequest, type StartRunInput } from "./start-run";
export { UndoRunRequest, type UndoRunInput } from "./undo-run";

/** What a click on a record, or on an issue, can be. */
export type ClickKind = RequestKind | "resolve";
