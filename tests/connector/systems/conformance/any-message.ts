import fc from "fast-check";
import { anything } from "../../../support/any-json";

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
