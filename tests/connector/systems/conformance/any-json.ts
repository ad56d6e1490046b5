import fc from "fast-check";

/** Texts that people, machines and attackers send. */
export const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 120 }),
  fc.constantFrom(
    "",
    " ",
    "\0",
    "\ud83d",
    "\udc00a",
    "\ufffe",
    "../..",
    "__proto__",
    "'; --",
    "<script>alert(1)</script>",
    "<".repeat(2_000),
    "x".repeat(5_000),
    "a@b",
    '"a,b" <a@b.example>, c@d.example',
    "=?utf-8?q?=ff?=",
    "<a@b",
    "(((((((",
  ),
);

/** Any value of JSON, and those that break things most often. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: anyText },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3, stringUnit: "binary" }) as fc.Arbitrary<unknown> },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      ...[null, true, 0, -0, -1, 1e308, 1e-7, 1e11, -1e11, 253402300800, [], {}, [null], [[]], [{}]],
      ...[{ email: null }, { toString: 1 }, { length: 3 }],
    ),
  },
);

const people = fc.oneof(
  fc.array(fc.oneof(fc.record({ name: anything, email: anything }, { requiredKeys: [] }), anything), {
    maxLength: 3,
  }),
  anything,
);
const headers = fc.oneof(
  fc.array(
    fc.oneof(
      fc.record({
        name: fc.oneof(fc.constantFrom("Message-ID", "message-id", "References", "In-Reply-To"), anything),
        value: anything,
      }),
      anything,
    ),
    { maxLength: 4 },
  ),
  anything,
);
const attachments = fc.oneof(
  fc.array(fc.oneof(fc.record({ id: anything, filename: anything, size: anything }), anything), {
    maxLength: 2,
  }),
  anything,
);

/** Whatever a mail may look like that an interface of mailboxes tells of. */
export const anyMessage: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record(
      {
        ...{ id: fc.oneof(fc.string({ unit: "binary", minLength: 1, maxLength: 40 }), anything) },
        ...{ object: anything, grant_id: anything, thread_id: anything, subject: anything, body: anything },
        ...{ from: people, to: people, cc: people, bcc: people, reply_to: people, headers, attachments },
        ...{ date: anything, folders: fc.oneof(fc.array(anything, { maxLength: 3 }), anything) },
        ...{ snippet: anything, unread: anything, starred: anything },
      },
      { requiredKeys: [] },
    ),
  },
  { weight: 1, arbitrary: anything },
);

export const anyMessages = fc.array(anyMessage, { minLength: 1, maxLength: 6 });
