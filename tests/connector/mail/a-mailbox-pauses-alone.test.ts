import { ADA, NylasWorld, SALES } from "../../features/support/nylas-world";
import { issue, IssueStatus } from "../../../core/generated/schema";
import type { NewMailbox } from "../../../local/sandboxes/nylas";
import { until } from "../support/connector";

const OTHER: NewMailbox = { email: "other@contoso.example", name: "Other", provider: "imap" };

describe("a mailbox whose sign-in has ended pauses alone, says so, and misses nothing", () => {
  let world: NylasWorld;
  const mailboxOf = ({ email }: NewMailbox) =>
    world.nylas.mailboxes().find(({ grant }) => grant.email === email)!;
  const told = () =>
    world.dynamics
      .rows("wave_issue")
      .filter(({ values }) => values[issue.columns.code] === "MAILBOX_PAUSED")
      .map(
        ({ values }) => [values[issue.columns.issuestatus], String(values[issue.columns.message])] as const,
      );

  beforeAll(async () => {
    world = await NylasWorld.start({ mailboxes: [SALES, OTHER] });
    await world.contact(ADA);
    await world.backfill();
  });
  afterAll(async () => world?.close());

  it("its end is told with its cure, and the others go on", async () => {
    world.nylas.setStatus(mailboxOf(OTHER), "invalid");
    world.send({ from: ADA, to: [OTHER], subject: "While it was away" });
    world.send({ from: ADA, to: [SALES], subject: "To the other one" });
    await world.arrival("To the other one");
    await until("the issue", () => told().some(([status]) => status === IssueStatus.Open));
    expect(told()[0]![1]).toContain(OTHER.email);
    expect(world.dynamics.rows("wave_issue").map(({ values }) => values[issue.columns.code])).toEqual([
      "MAILBOX_PAUSED",
    ]);
    expect(world.mails().some(({ values }) => values.subject === "While it was away")).toBe(false);
    expect((await world.backfill()).status).toBe("succeededWithWarnings");
  });

  it("once somebody has signed in again, what came meanwhile is logged, and the issue is over", async () => {
    world.nylas.setStatus(mailboxOf(OTHER), "valid");
    await world.arrival("While it was away");
    await until("the end of the issue", () => told().every(([status]) => status === IssueStatus.Resolved));
  });

  it("events that got lost are made up for by the next look", async () => {
    world.send({ from: ADA, to: [SALES], subject: "Nobody told" }, true);
    await world.run("scheduled").catch(() => world.run("onDemand"));
    expect(world.mail("Nobody told")).toBeDefined();
  });
});
