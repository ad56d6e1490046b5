import { NYLAS_SANDBOX_KEY } from "../../../local/sandboxes/nylas";
import { ADA, NylasWorld, SALES } from "../../features/support/nylas-world";

/** However Nylas tells of a mail, and whatever its answers are like for a while: the mail is logged, once. */
describe("a mail is logged once", () => {
  let world: NylasWorld;
  let sent = 0;
  const set = (change: object) => world.nylas.switches.set(change);
  /** Subject of a mail of Ada's that is about to be sent. */
  const write = (body = "<p>Hello</p>") => {
    const subject = `Mail ${++sent}`;
    world.send({ from: ADA, to: [SALES], subject, body });
    return subject;
  };
  /** It is there, with the text that the mailbox holds, and nothing else of this name comes after it. */
  const isLoggedOnce = async (subject: string, description = "<p>Hello</p>") => {
    await world.arrival(subject);
    await world.nylas.webhooks.idle();
    // What was told later has been looked at by then.
    const last = write();
    await world.arrival(last);
    expect(world.mail(subject).values).toMatchObject({ description, statecode: 1 });
  };

  beforeAll(async () => {
    world = await NylasWorld.start();
    await world.contact(ADA);
  });
  afterEach(() => world.nylas.switches.clear());
  afterAll(async () => world?.close());

  it("told without its text, since it is too long for an event", async () => {
    set({ truncateAbove: 10 });
    await isLoggedOnce(write("<p>A long one</p>"), "<p>A long one</p>");
  });

  it.each(["transformed", "metadata"])(
    "told with fields that somebody has customised: %s",
    async (payload) => {
      set({ payload });
      await isLoggedOnce(write());
    },
  );

  it("told a second time, with its text as Markdown", async () => {
    set({ cleaned: true });
    await isLoggedOnce(write());
  });

  it("told twice, and in the wrong order", async () => {
    const deliveries = world.nylas.webhooks;
    deliveries.hold();
    deliveries.duplicateNext = 4;
    const subjects = [write(), write()];
    deliveries.release(true);
    for (const subject of subjects) await isLoggedOnce(subject);
  });

  it("told in compressed bytes, signed as they are", async () => {
    const [webhook] = world.nylas.webhooks.subscriptions.list();
    const answer = await fetch(`${world.dynamics.url}/sandboxes/nylas/api/v3/webhooks/${webhook!.id}`, {
      method: "PUT",
      headers: { authorization: `Bearer ${NYLAS_SANDBOX_KEY}`, "content-type": "application/json" },
      body: JSON.stringify({ compressed_delivery: true }),
    });
    expect(answer.status).toBe(200);
    await isLoggedOnce(write());
  });

  it.each([
    ["Nylas' own limit, which says how long", { throttle: { next: 2, retryAfter: "1", tier: "nylas" } }],
    ["a provider's limit, which says nothing", { throttle: { next: 2, retryAfter: "", tier: "provider" } }],
    ["a provider that does not answer in time", { fail: { next: 2, status: 504 } }],
    ["a server that is busy", { fail: { next: 2, status: 503 } }],
  ])("after %s", async (_what, trouble) => {
    set(trouble);
    await isLoggedOnce(write());
  });
});
