import { ADA, BOB, NylasWorld, SALES } from "../../features/support/nylas-world";
import type { NewMailbox } from "../../../local/sandboxes/nylas";
import type { MailPolicy } from "../../../core/mail/policy";

const OTHER: NewMailbox = { email: "other@contoso.example", name: "Other", provider: "imap" };

describe("a mail that is not on a timeline has a reason, which the person who looks for it reads", () => {
  let world: NylasWorld;
  let adaId: string;
  const leave = (
    by: MailPolicy["filters"][number]["by"],
    is: string,
    does: "leaveOut" | "only" = "leaveOut",
  ) => ({
    filters: [{ by, is, does }],
  });

  /** A mail looked at under a policy; gives what the person reads, after it and a backfill. */
  async function reasonFor(policy: Partial<MailPolicy>, mail: Partial<Parameters<NylasWorld["send"]>[0]>) {
    await world.policy(policy);
    const subject = `Mail ${Math.random().toString(36).slice(2)}`;
    world.send({ from: ADA, to: [SALES], date: Math.floor(Date.now() / 1000), subject, ...mail }, true);
    await world.backfill();
    expect(world.mails().some(({ values }) => values.subject === (mail.subject ?? subject))).toBe(false);
    return world.why(adaId);
  }

  beforeAll(async () => {
    world = await NylasWorld.start({ mailboxes: [SALES, OTHER] });
    adaId = await world.contact(ADA);
    await world.row("accounts", { name: "Acme", emailaddress1: BOB.email });
  });
  afterAll(async () => world?.close());

  it.each([
    ["mailbox", leave("mailbox", SALES.email), {}, "A rule leaves this mailbox out."],
    ["folder", leave("folder", "Posteingang"), {}, "A rule leaves its folder or label out."],
    ["domain", leave("domain", "acme.example"), {}, "A rule leaves a domain in it out."],
    ["address", leave("address", "ADA@acme.example"), {}, "A rule leaves an address in it out."],
    ["subject", leave("subject", "salary"), { subject: "Your Salary" }, "A rule leaves its subject out."],
    ["size", leave("size", "1"), { body: "x".repeat(3000) }, "It is larger than a rule allows."],
    ["only a folder", leave("folder", "CRM", "only"), {}, "A rule leaves its folder or label out."],
    ["date", { since: "2999-01-01" }, {}, undefined],
    ["draft", {}, { from: SALES, to: [ADA], folder: "\\Drafts" }, "It is a draft."],
    ["junk", {}, { folder: "\\Junk" }, "It is in a folder for junk or deleted email."],
  ] as const)("a filter by %s", async (_what, policy, mail, text) => {
    const reads = await reasonFor(policy, mail as never);
    if (text) expect(reads).toContain(text);
  });

  it("of internal mail, only whoever has the mailbox is told", async () => {
    await world.policy({});
    world.send({ from: SALES, to: [OTHER], subject: "Between us" }, true);
    await world.backfill();
    const { found } = await world.ask("notHere", { Table: "contact", RecordId: adaId, Query: OTHER.email });
    expect(found!.map(({ mailbox, text }) => [mailbox, text])).toEqual([
      [SALES.email, "Everybody in it belongs to your own company."],
    ]);
    expect(world.mails().filter(({ values }) => values.subject === "Between us")).toEqual([]);
  });

  it("an unknown sender is left out, and kept, or becomes a contact or a lead, where an admin says so", async () => {
    const someone = { email: "someone@elsewhere.example", name: "Some One" };
    const write = (subject: string, from = someone) => world.send({ from, to: [SALES], subject }, true);
    write("Unknown 1");
    await world.backfill();
    expect(world.mails().some(({ values }) => values.subject === "Unknown 1")).toBe(false);
    await world.policy({ unknown: "keep" });
    await world.backfill();
    const kept = world.mail("Unknown 1");
    expect([world.regarding(kept), world.parties(kept.id, "from")]).toEqual([null, [someone.email]]);
    await world.policy({ unknown: "contact" });
    write("Unknown 2");
    await world.backfill();
    const contact = world.dynamics
      .rows("contact")
      .find(({ values }) => values.emailaddress1 === someone.email)!;
    expect(contact.values).toMatchObject({ firstname: "Some", lastname: "One" });
    expect(world.regarding(world.mail("Unknown 2"))).toBe(contact.id);
    await world.policy({ unknown: "lead" });
    write("Unknown 3", { email: "new@elsewhere.example", name: "New Lead" });
    await world.backfill();
    const lead = world.dynamics
      .rows("lead")
      .find(({ values }) => values.emailaddress1 === "new@elsewhere.example")!;
    expect(world.regarding(world.mail("Unknown 3"))).toBe(lead.id);
  });

  it("a sender that nobody answers is left out", async () => {
    await world.contact({ email: "no-reply@shop.example", name: "Shop Robot" });
    await world.policy({});
    world.send(
      { from: { email: "no-reply@shop.example", name: "" }, to: [SALES], cc: [ADA], subject: "Robot" },
      true,
    );
    await world.backfill();
    expect(await world.why(adaId)).toContain("It came from an address that nobody answers.");
  });

  it("only the first of a conversation, where an admin says so", async () => {
    await world.policy({ firstOnly: true });
    const first = world.send({ from: ADA, to: [SALES], subject: "Thread first" }, true)!;
    world.send({ from: SALES, to: [ADA], subject: "Thread reply", answers: first }, true);
    await world.backfill();
    expect(world.mail("Thread first")).toBeDefined();
    expect(world.mails().some(({ values }) => values.subject === "Thread reply")).toBe(false);
    expect(await world.why(adaId)).toContain("Only the first email of a conversation is logged.");
  });
});
