/** What every waiting thing here rejects with once its signal is aborted. */
export class AbortedError extends Error {
  constructor() {
    super("Nobody watches it.");
    this.name = "AbortError";
  }
}

/** True for our own abort and for the one `fetch` rejects with. */
export function isAbort(error: unknown): boolean {
  return typeof error === "object" && error !== null && (error as { name?: unknown }).name === "AbortError";
}

/** Throws {@link AbortedError} when the signal is aborted. */
export function throwIfAborted(signal?: AbortSignal): void {
  if (signal?.aborted) {
    throw new AbortedError();
  }
}

/** Resolves after `milliseconds`; rejects with {@link AbortedError} at once when the signal is aborted. */
export function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    throwIfAborted(signal);
    const onAbort = () => {
      clearTimeout(timer);
      reject(new AbortedError());
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}
