/** The one place that calls our Custom APIs. Used by the controls, the ribbon and the form scripts. */
export type { Answer } from "./answer";
export { answerOf, readAnswer } from "./answer";
export { ask, openChannel, type Channel, type Message } from "./channel";
export { asClientError, faultOf, isOnline, problemOf } from "./faults";
export {
  MailRequest,
  requestFor,
  ResolveRequest,
  SetupRequest,
  StartRunRequest,
  UndoRunRequest,
  type ClickKind,
  type OperationRequest,
  type MailInput,
  type RequestInput,
  type RequestKind,
  type Subject,
  type StartRunInput,
  type UndoRunInput,
} from "./messages";
export { keepKinds, mayAskFor } from "./kinds";
export { newOperationId, normaliseId } from "./operation-id";
export { pollAnswer } from "./poll";
export { CLIENT_CODES, ClientError, isWorthARetry, type ClientCode } from "./problems";
export { inChunks, planClick, runMany, type ManyAnswer } from "./run-many";
export { runOperation, runRequest, WATCH_MANY_MS, WATCH_ONE_MS } from "./run-operation";
export { askForm } from "./ask-form";
export { call, fetchTransport, HEADERS } from "./transport/fetch-transport";
export { findTransport } from "./transport/find-transport";
export { queryMany, rowSince, type ManyRows, type Query } from "./transport/query-many";
export type { Transport, WebApiRow } from "./transport/transport";
export { xrmTransport, type XrmWebApi } from "./transport/xrm-transport";
export { AbortedError, isAbort } from "./wait";
export {
  faultsIn,
  readManualLines,
  readQuestions,
  remember,
  remembered,
  valuesOf,
  type AskingKind,
  type Entered,
  type Faults,
  type ManualLine,
  type Question,
} from "./manual";
