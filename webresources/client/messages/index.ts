import { PreviewRequest } from "./preview";
import { PullRequest } from "./pull";
import { PushRequest } from "./push";
import type { OperationRequest, RequestInput, RequestKind } from "./request";

/** The request that asks for `kind`. */
export function requestFor(kind: RequestKind, input: RequestInput): OperationRequest {
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
