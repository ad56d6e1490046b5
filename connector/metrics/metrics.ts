import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** Seconds; an operation is meant to be done within the webhook's own answer, a run's chunk takes longer. */
const DURATION_BUCKETS = [0.01, 0.05, 0.1, 0.3, 1, 3, 10, 30, 60];

/** Seconds; 300 ms is what we mean to keep for 99 of 100 events. */
const EVENT_BUCKETS = [0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 3, 10, 60];

/** What operators see at /metrics. Labels are small closed sets and environment ids: no record, no person. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "wave_sync_" });
  const registers = [registry];
  return {
    registry,
    dataverseRequests: new Counter({
      name: "wave_sync_dataverse_requests_total",
      help: "Requests sent to Dataverse, by result: ok, throttled (429) or failed.",
      labelNames: ["environment", "result"] as const,
      registers,
    }),
    dataverseSeconds: new Histogram({
      name: "wave_sync_dataverse_request_seconds",
      help: "How long Dataverse took to answer.",
      buckets: DURATION_BUCKETS,
      registers,
    }),
    records: new Counter({
      name: "wave_sync_records_total",
      help: "Records by outcome.",
      labelNames: ["environment", "trigger", "outcome"] as const,
      registers,
    }),
    operations: new Histogram({
      name: "wave_sync_operation_seconds",
      help: "How long an operation took, from being taken to its end.",
      labelNames: ["kind", "status"] as const,
      buckets: DURATION_BUCKETS,
      registers,
    }),
    webhooks: new Counter({
      name: "wave_sync_webhooks_total",
      help: "Webhook calls: taken, ignored, refused.",
      labelNames: ["result"] as const,
      registers,
    }),
    refused: new Counter({
      name: "wave_sync_refused_calls_total",
      help: "Calls that proved nothing, by reason: wrongKey, unknownAddress, noProof, noLink, nothingHere.",
      labelNames: ["reason"] as const,
      registers,
    }),
    changes: new Counter({
      name: "wave_sync_changes_total",
      help: "Queued records by what became of them: an outcome, or postponed.",
      labelNames: ["result"] as const,
      registers,
    }),
    eventSeconds: new Histogram({
      name: "wave_sync_event_to_row_seconds",
      help: "From an event's arrival to both sides being the same.",
      buckets: EVENT_BUCKETS,
      registers,
    }),
    runsActive: new Gauge({
      name: "wave_sync_runs_active",
      help: "Runs this connector is working on.",
      registers,
    }),
    leasesTakenOver: new Counter({
      name: "wave_sync_leases_taken_over_total",
      help: "Runs and operations continued after their worker was lost.",
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
