import type { Events } from "../contracts";

/** No steps registered. */
export const noEvents: Events = {
  listens: () => false,
  runSync: () => Promise.resolve(),
  queueAsync: () => undefined,
};
