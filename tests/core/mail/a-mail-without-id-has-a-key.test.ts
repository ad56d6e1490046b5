import { keyWithoutMessageId, type MailWithoutId } from "../../../core/mail/key";

const mail: MailWithoutId = {
  mailbox: "box-1",
  id: "provider-1",
  from: [{ address: "ada@x.test", name: "Ada" }],
  to: [
    { address: "b@y.test", name: null },
    { address: "c@y.test", name: null },
  ],
  date: 1_789_999_900,
  subject: "Quote  42",
  beginning: "Hello,\r\nabout the quote",
};

const key = (change: Partial<MailWithoutId> = {}) => keyWithoutMessageId({ ...mail, ...change });

describe("a mail without a Message-ID", () => {
  test("keeps its key when it moves, when another mailbox holds it too, and however its lines are broken", () => {
    expect(key({ id: "provider-2" })).toBe(key());
    expect(key({ mailbox: "box-2" })).toBe(key());
    expect(key({ to: [...mail.to].reverse() })).toBe(key());
    expect(key({ subject: "Quote 42", beginning: "Hello, about the quote " })).toBe(key());
    expect(key()).toMatch(/^mail:[0-9a-f]{40}$/);
  });

  test("differs from any other", () => {
    const others: readonly Partial<MailWithoutId>[] = [
      { date: mail.date! + 1 },
      { subject: "Quote 43" },
      { beginning: "Goodbye" },
      { to: [] },
      { from: mail.to },
    ];
    const keys = [key(), ...others.map(key)];
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("is known by its mailbox's id where it says neither when nor from whom", () => {
    expect(key({ date: null })).toBe("mail:box-1:provider-1");
    expect(key({ from: [] })).toBe("mail:box-1:provider-1");
  });
});
