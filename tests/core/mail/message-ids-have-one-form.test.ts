import fc from "fast-check";
import { messageIdAmong, messageIdsIn, normaliseMessageId } from "../../../core/mail/message-id";

describe("a Message-ID has one form", () => {
  test.each([
    ["<demo-1@acme-demo.test>", "<demo-1@acme-demo.test>"],
    ["demo-1@acme-demo.test", "<demo-1@acme-demo.test>"],
    ["  \t<demo-1@acme-demo.test>\r\n", "<demo-1@acme-demo.test>"],
    ["<CAF+xY@Mail.ACME-demo.TEST>", "<CAF+xY@mail.acme-demo.test>"],
    ["<very-long-id-that-was\r\n folded@acme-demo.test>", "<very-long-id-that-wasfolded@acme-demo.test>"],
    ["\r\n <below@acme-demo.test>", "<below@acme-demo.test>"],
    ["(made by (a) program \\) here) <a@b.test> (added on the way)", "<a@b.test>"],
    ["(see <other@b.test>) <a@b.test>", "<a@b.test>"],
    ["<a(b)c@b.test>", "<a(b)c@b.test>"],
    ["<first@b.test> <second@b.test>", "<first@b.test>"],
    ['<"a@b"@[192.0.2.7]>', '<"a@b"@[192.0.2.7]>'],
    ["<ä@b.test>", "<ä@b.test>"],
  ])("%j is %j", (header, id) => {
    expect(normaliseMessageId(header)).toBe(id);
  });

  test.each([
    undefined,
    null,
    7,
    "",
    "  ",
    "<>",
    "<@>",
    "<@acme-demo.test>",
    "<left@>",
    "<no at sign>",
    "null",
    "<undefined>",
    "(only a comment)",
    "(never closed <a@b.test>",
    "<never-closed@b.test (",
    "<a\u0000b@c.test>",
    "<a\ud800@c.test>",
    `<${"x".repeat(1000)}@b.test>`,
  ])("%j is none", (header) => {
    expect(normaliseMessageId(header)).toBeNull();
  });

  test("all of a thread are found, each once, in their order", () => {
    expect(messageIdsIn("<a@x.test>\r\n <b@x.test> (what came between)<A@x.test> <b@X.test>")).toEqual([
      "<a@x.test>",
      "<b@x.test>",
      "<A@x.test>",
    ]);
  });

  test("among headers it is found in whatever case its name is written, and an empty one is passed over", () => {
    const headers = [
      { name: "In-Reply-To", value: "<before@x.test>" },
      { name: "message-id", value: " " },
      { name: "MESSAGE-ID", value: "<this@x.test>" },
      null,
      { name: 7, value: "<that@x.test>" },
    ];
    expect(messageIdAmong(headers)).toBe("<this@x.test>");
    for (const none of [undefined, null, "Message-ID: <a@x.test>", [], [{ name: "Subject", value: "<a@x>" }]])
      expect(messageIdAmong(none)).toBeNull();
  });

  test("whatever comes, it is null or in a form that stays", () => {
    const anything = fc.oneof(fc.anything(), fc.string({ unit: "binary" }), texts());
    fc.assert(
      fc.property(anything, (value) => {
        const id = normaliseMessageId(value);
        if (id === null) return;
        expect(id).toMatch(/^<[^\s<>]+@[^\s<>]+>$/u);
        expect(normaliseMessageId(id)).toBe(id);
      }),
      { numRuns: 2000 },
    );
  });

  test("how it is folded, bracketed and commented makes no difference", () => {
    const word = fc.stringMatching(/^[a-zA-Z0-9.+_=$-]{1,30}$/);
    const dressed = fc.constantFrom(
      (id: string) => `<${id}>`,
      (id: string) => id,
      (id: string) => `\r\n\t<${id}>  `,
      (id: string) => `(by <x@y> \\( (z)) <${id}>`,
      (id: string) => `<${id.replace("@", "\r\n @")}>`,
    );
    fc.assert(
      fc.property(word, word, dressed, (left, right, dress) => {
        expect(normaliseMessageId(dress(`${left}@${right}`))).toBe(`<${left}@${right.toLowerCase()}>`);
      }),
    );
  });
});

/** Texts made of what ids are made of. */
function texts(): fc.Arbitrary<string> {
  const parts = fc.constantFrom(
    "<",
    ">",
    "@",
    "(",
    ")",
    "\\",
    " ",
    "\r\n ",
    '"',
    "a",
    "B",
    "é",
    "\u0000",
    "[",
  );
  return fc.array(parts, { maxLength: 24 }).map((all) => all.join(""));
}
