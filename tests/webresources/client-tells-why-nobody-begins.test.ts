/** @jest-environment jsdom */
import { connection, ConnectionStatus } from "../../core/generated/schema";
import { pollAnswer } from "../../webresources/client/poll";
import type { Transport, WebApiRow } from "../../webresources/client";

const ID = "11111111-1111-4111-8111-111111111111";
const { code, connectionstatus, message, nextstep } = connection.columns;
const PAUSED = {
  [connectionstatus]: ConnectionStatus.NeedsSignIn,
  [code]: "NEEDS_SIGN_IN",
  [message]: "Syncing is paused.",
  [nextstep]: "Sign in again.",
};
const CONNECTED = { [connectionstatus]: ConnectionStatus.Connected };
const DISCONNECTED = { [connectionstatus]: ConnectionStatus.Disconnected };

/** The operation is taken, but its row cannot be written; the connections are as given. */
function withoutRow(connections: () => Promise<readonly WebApiRow[]>): Transport {
  return {
    execute: async () => {},
    create: async () => {},
    query: (table) => (table === connection.logicalName ? connections() : Promise.resolve([])),
  };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test("while somebody has to sign in, the person reads what the connection says instead of waiting in vain", async () => {
  const answer = pollAnswer(
    withoutRow(async () => [CONNECTED, PAUSED] as never),
    ID,
    { limitMs: 60_000 },
  );
  await jest.advanceTimersByTimeAsync(5_000);
  expect(await answer).toMatchObject({
    state: "failed",
    problem: { code: "NEEDS_SIGN_IN", message: "Syncing is paused.", nextStep: "Sign in again." },
  });
});

test.each<[string, readonly object[]]>([
  ["nobody has ever connected", []],
  ["the only connection has ended", [DISCONNECTED]],
])("where %s, no step hands the call to a connector: the person reads that", async (_why, rows) => {
  const answer = pollAnswer(
    withoutRow(async () => rows as never),
    ID,
    { limitMs: 60_000 },
  ).catch((error: unknown) => error);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(await answer).toMatchObject({ code: "NOT_CONNECTED" });
});

test.each<[string, () => Promise<readonly WebApiRow[]>]>([
  ["no connection says so", async () => [CONNECTED] as never],
  ["the connections cannot be seen", () => Promise.reject(new Error("403"))],
])("where %s, it goes on watching", async (_why, connections) => {
  const answer = pollAnswer(withoutRow(connections), ID, { limitMs: 20_000 }).catch(
    (error: unknown) => error,
  );
  await jest.advanceTimersByTimeAsync(30_000);
  expect(await answer).toMatchObject({ code: "STILL_WORKING" });
});
