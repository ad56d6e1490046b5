/** @jest-environment jsdom */
import { connection } from "../../core/generated/schema";
import { pollAnswer } from "../../webresources/client/poll";
import type { Transport, WebApiRow } from "../../webresources/client";

const ID = "11111111-1111-4111-8111-111111111111";
const { code, message, nextstep } = connection.columns;
const PAUSED = { [code]: "NEEDS_SIGN_IN", [message]: "Syncing is paused.", [nextstep]: "Sign in again." };

/** The operation is taken, but its row cannot be written; the connections are as given. */
function withoutRow(connections: () => Promise<readonly WebApiRow[]>): Transport {
  return {
    execute: async () => {},
    query: (table) => (table === connection.logicalName ? connections() : Promise.resolve([])),
  };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test("while somebody has to sign in, the person reads what the connection says instead of waiting in vain", async () => {
  const answer = pollAnswer(
    withoutRow(async () => [PAUSED] as never),
    ID,
    { limitMs: 60_000 },
  );
  await jest.advanceTimersByTimeAsync(5_000);
  expect(await answer).toMatchObject({
    state: "failed",
    problem: { code: "NEEDS_SIGN_IN", message: "Syncing is paused.", nextStep: "Sign in again." },
  });
});

test.each([
  ["no connection says so", async () => []],
  ["the connections cannot be seen", () => Promise.reject(new Error("403"))],
])("where %s, it goes on watching", async (_why, connections) => {
  const answer = pollAnswer(withoutRow(connections), ID, { limitMs: 20_000 }).catch(
    (error: unknown) => error,
  );
  await jest.advanceTimersByTimeAsync(30_000);
  expect(await answer).toMatchObject({ code: "STILL_WORKING" });
});
