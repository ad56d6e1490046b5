import { bulkMail } from "../../../local/samples/bulk-mail";
import type { NewMailbox } from "../../../local/sandboxes/nylas";
import { NylasWorld, SALES } from "../../features/support/nylas-world";
import { requestsSoFar } from "../support/runs";

const OTHER: NewMailbox = { email: "other@contoso.example", name: "Other", provider: "microsoft" };
const MAILBOXES = [SALES, OTHER];
const SIZE = 1_500;
const PEOPLE = 40;
/** Requests to Dataverse for a thousand mails, parties included. */
const MOST = 12;
/** What a run asks once, however many mails there are: tables, mailboxes' owners, its own row. */
const ONCE = 40;

const person = (number: number) => ({ email: `person.${number}@customer.example`, name: `Person ${number}` });

it("thousands of mails are logged with their people in few requests, each once; a second look writes nothing", async () => {
  const world = await NylasWorld.start({ mailboxes: MAILBOXES });
  try {
    for (let number = 0; number < PEOPLE; number++) await world.contact(person(number));
    world.nylas.mailboxes().forEach((mailbox, index) =>
      mailbox.fill(
        bulkMail({
          ...{ index, person, people: PEOPLE, size: SIZE, mailboxes: MAILBOXES.length },
          owner: { email: mailbox.grant.email, name: mailbox.grant.name },
          newest: Math.floor(Date.now() / 1000) - 3600,
          inbox: mailbox.folderFor("\\Inbox")!,
          sent: mailbox.folderFor("\\Sent")!,
        }),
      ),
    );
    const before = await requestsSoFar(world.connector);
    const run = await world.backfill();
    const requests = (await requestsSoFar(world.connector)) - before;
    const all = MAILBOXES.length * SIZE;
    // Of ten mails of a mailbox one is in the other as well.
    const different = all * 0.9;
    expect(run.counts).toMatchObject({
      created: different,
      unchanged: all - different,
      failed: 0,
      skipped: 0,
    });
    expect(new Set(world.mails().map(({ values }) => values.messageid)).size).toBe(different);
    expect(requests - ONCE).toBeLessThanOrEqual((MOST * all) / 1000);
    const written = world.mails().map(({ version }) => version);
    const second = await world.backfill();
    expect(second.counts).toMatchObject({ created: 0, unchanged: all, failed: 0 });
    expect(world.mails().map(({ version }) => version)).toEqual(written);
  } finally {
    await world.close();
  }
}, 300_000);
