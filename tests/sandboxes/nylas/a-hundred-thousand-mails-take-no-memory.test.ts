import { bulkMail } from "../../../local/samples";
import { NylasSandbox } from "../../../local/sandboxes/nylas";

const MAILBOXES = 5;

function full(size: number): NylasSandbox {
  const sandbox = new NylasSandbox();
  for (let index = 0; index < MAILBOXES; index++) {
    const owner = { name: `Owner ${index}`, email: `owner${index}@contoso.example` };
    const bulk = bulkMail({
      ...{ owner, index, mailboxes: MAILBOXES, size, people: 400, newest: 1_789_000_000 },
      person: (number) => ({ name: `Person ${number}`, email: `person.${number}@prospect.example` }),
      inbox: "AAMkFolderInbox",
      sent: "AAMkFolderSent",
    });
    sandbox.connect({ ...owner, provider: "microsoft", bulk }, true);
  }
  return sandbox;
}

describe("a mailbox full of mails", () => {
  test("a hundred thousand in five mailboxes are there at once, and take next to no memory", () => {
    const before = process.memoryUsage().heapUsed;
    const sandbox = full(20_000);
    expect(sandbox.mailboxes().reduce((sum, { size }) => sum + size, 0)).toBe(100_000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(5_000_000);
    const mailbox = sandbox.mailboxes()[2]!;
    const mail = mailbox.find("bulk-2-19999=")!;
    expect(mailbox.find(mail.id)).toEqual(mail);
    expect(mailbox.find("bulk-2-20000=")).toBeUndefined();
    expect(mailbox.find("bulk-1-5=")).toBeUndefined();
  });

  test("nine in ten are different mails: two in ten are in two mailboxes", () => {
    const sandbox = full(100);
    const all = sandbox.mailboxes().flatMap((mailbox) => [...mailbox.newestFirst()]);
    expect(all).toHaveLength(500);
    expect(new Set(all.map(({ messageId }) => messageId)).size).toBe(450);
    expect(new Set(all.map(({ id }) => id)).size).toBe(500);
  });

  test("mails that come, move and go lie between the others, a conversation's together", () => {
    const sandbox = full(100);
    const mailbox = sandbox.mailboxes()[0]!;
    const fifth = [...mailbox.newestFirst()][5]!;
    sandbox.post.remove(mailbox, fifth);
    sandbox.post.send({
      from: { name: "", email: "new@prospect.example" },
      to: [{ name: "", email: "owner0@contoso.example" }],
      subject: "Between",
      body: "",
      date: 1_789_000_000 - 30,
    });
    const all = [...mailbox.newestFirst()];
    expect(all).toHaveLength(100);
    expect(all[1]!.subject).toBe("Between");
    expect(all.map(({ id }) => id)).not.toContain(fifth.id);
    const dates = all.map(({ date }) => date);
    expect(dates).toEqual([...dates].sort((a, b) => b - a));
    // Going on behind any of them finds the rest.
    for (const at of [0, 1, 2, 50, 99])
      expect([...mailbox.newestFirst(all[at])].map(({ id }) => id)).toEqual(
        all.slice(at + 1).map(({ id }) => id),
      );
    const thread = mailbox.inThread(all.find(({ references }) => references.length === 3)!.threadId);
    expect(thread.length).toBeGreaterThanOrEqual(3);
    expect(thread[0]!.references).toEqual(
      expect.arrayContaining(thread.slice(1).map(({ messageId }) => messageId)),
    );
  });
});
