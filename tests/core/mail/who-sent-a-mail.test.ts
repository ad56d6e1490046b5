import { decideAbout } from "../../../core/mail/decide";
import { filteredFor } from "../../../core/mail/filter";
import { MAIL_LISTS, readMail } from "../../../core/mail/mail";
import { OwnPeople } from "../../../core/mail/own";
import { DEFAULT_MAIL_POLICY } from "../../../core/mail/policy";

const OURS = new OwnPeople(["sales@ours.example", "boss@gmail.com"], []);
const ADA = "ada@acme.example";
const USER = "agent@freelance.example";
const HOLDERS = new Map([
  [ADA, [{ table: "contact", id: "ada" }]],
  [USER, [{ table: "systemuser", id: "agent" }]],
]);

const mail = (from: string, to: readonly string[], kind: "inbox" | "sent" = "inbox") =>
  readMail({
    id: "box/1",
    values: { mailbox: "sales@ours.example", mailboxId: "box" },
    lists: {
      [MAIL_LISTS.from]: [{ email: from }],
      [MAIL_LISTS.to]: to.map((email) => ({ email })),
      [MAIL_LISTS.folders]: [{ id: "1", name: kind, kind }],
    },
  });

describe("who sent a mail follows from the mail, whichever mailboxes are known by then", () => {
  const decided = (...args: Parameters<typeof mail>) => {
    const decision = decideAbout(mail(...args), DEFAULT_MAIL_POLICY, OURS, HOLDERS);
    return decision.log ? [decision.outgoing ? "sent" : "received", decision.about] : decision.reason;
  };
  const aboutAda = { kind: "person", holder: { table: "contact", id: "ada" } };

  test.each([
    ["somebody with a mailbox of ours", "sales@ours.example", "sent"],
    ["a mailbox of ours at a provider", "boss@gmail.com", "sent"],
    ["a colleague whose mailbox nobody has connected", "new@ours.example", "sent"],
    ["a colleague of a subsidiary", "someone@fr.ours.example", "sent"],
    ["a user of Dynamics at another domain", USER, "sent"],
  ])("%s: sent, and about whom it was written to", (_who, from, how) => {
    expect(decided(from, [ADA, "sales@ours.example"])).toEqual([how, aboutAda]);
  });

  test("anybody else: received, and about whoever wrote it", () => {
    expect(decided(ADA, ["sales@ours.example"])).toEqual(["received", aboutAda]);
    expect(decided("somebody@gmail.com", ["sales@ours.example", ADA])).toEqual([
      "received",
      { kind: "nobody" },
    ]);
  });

  test("whatever lies in a folder for what is sent: sent", () => {
    expect(decided("alias@elsewhere.example", [ADA], "sent")).toEqual(["sent", aboutAda]);
  });

  test("a machine of our own is still one that nobody answers", () => {
    const robot = mail("no-reply@ours.example", [ADA, "sales@ours.example"]);
    expect(filteredFor(robot, DEFAULT_MAIL_POLICY, OURS)).toBe("noReply");
  });
});
