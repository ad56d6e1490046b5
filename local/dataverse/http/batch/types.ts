/** One request inside a batch. */
export interface BatchRequest {
  readonly method: string;
  /** As written: absolute, relative to the service, or `$1/...`. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Content-ID of the part. */
  readonly contentId?: string;
}

/** A change set: all of it happens, or nothing. */
export interface ChangeSet {
  readonly requests: readonly BatchRequest[];
}

export type BatchPart = BatchRequest | ChangeSet;

export interface BatchResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly contentId?: string;
}

/** Answers, in the order of the parts; a change set that failed is one answer. */
export type BatchAnswer = BatchResponse | { readonly responses: readonly BatchResponse[] };

export const isChangeSet = (part: BatchPart): part is ChangeSet => "requests" in part;
