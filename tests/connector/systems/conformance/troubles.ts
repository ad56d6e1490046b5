import type { Harness } from "./conformance";

/** What every sandbox can be told to do to its callers. */
interface Switches {
  set(to: {
    readonly down?: "unavailable" | "disconnect" | null;
    readonly throttle?: { readonly next: number; readonly retryAfter: string };
    readonly fail?: { readonly next: number; readonly status: number };
    readonly loseAnswers?: { readonly next: number };
  }): unknown;
}

/** The trouble a suite makes, made with a sandbox's switches. */
export const troublesOf = (
  switches: Switches,
): Pick<Harness, "trouble" | "throttleNext" | "failNext" | "loseNextAnswer"> => ({
  trouble: (kind) =>
    void switches.set({ down: ({ down: "unavailable", gone: "disconnect", none: null } as const)[kind] }),
  throttleNext: (retryAfter) => void switches.set({ throttle: { next: 1, retryAfter } }),
  failNext: (next, status) => void switches.set({ fail: { next, status } }),
  loseNextAnswer: () => void switches.set({ loseAnswers: { next: 1 } }),
});
