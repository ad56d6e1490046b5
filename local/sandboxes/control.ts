import type { FastifyInstance } from "fastify";
import type { SandboxClock } from "./clock";
import type { Deliveries } from "./deliveries";
import type { SwitchBoard, Trouble } from "./switches";
import type { Trace } from "./trace";

/** What every sandbox lets a person, or a test, do from behind. */
export interface Controlled<S extends Trouble> {
  readonly clock: SandboxClock;
  readonly switches: SwitchBoard<S>;
  readonly trace: Trace;
}

/** The clock, the switches and the requests that were seen. Needs no key, knows no limits and stays up when the interface is switched off. */
export function commonControls<S extends Trouble>(
  app: FastifyInstance,
  { clock, switches, trace }: Controlled<S>,
  counts: () => Readonly<Record<string, unknown>>,
): void {
  app.get("/clock", async () => ({ ahead: clock.ahead }));
  app.put<{ Body: { readonly turnTo?: number } }>("/clock", async (request) => {
    clock.turnTo(Number(request.body?.turnTo ?? 0));
    return { ahead: clock.ahead };
  });
  app.get("/state", async () => ({ ...counts(), requests: trace.total, switches: switches.current }));
  app.get("/requests", async () => ({ total: trace.total, requests: trace.list() }));
  app.put<{ Body: Partial<S> }>("/switches", async (request) => {
    switches.set(request.body ?? {});
    return switches.current;
  });
  app.delete("/switches", async () => {
    switches.clear();
    return switches.current;
  });
}

/** Deliveries are kept back, let go (`?reverse=true`), made twice (`?next=2`) and waited for, all under `path`. */
export function deliveryControls(app: FastifyInstance, path: string, deliveries: Deliveries): void {
  const done = (what: string, act: (query: Readonly<Record<string, string>>) => void | Promise<void>) =>
    app.post<{ Querystring: Record<string, string> }>(`${path}/${what}`, async (request, reply) => {
      await act(request.query);
      return reply.status(204).send();
    });
  done("hold", () => deliveries.hold());
  done("release", ({ reverse }) => deliveries.release(reverse === "true"));
  done("duplicate", ({ next = "1" }) => void (deliveries.duplicateNext = Number(next)));
  done("idle", () => deliveries.idle());
}
