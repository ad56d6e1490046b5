import type { End } from "../invariants";
import { hasOpenIssue, isLive, shownLinks } from "../links";
import type { Person } from "../people";

/** One person is one contact and one row, and each of them has one link. */
export function checkDoubles({ world, people, ledger }: End): readonly string[] {
  const wrong: string[] = [];
  const masters = new Set(people.merged.values());
  for (const person of people.persons) {
    const contacts = people.contactsOf(person);
    // Two persons made one by hand: Wave keeps both until a person merges them there, which she is told.
    // Once the row they were made one in is deleted, nothing is left that could tell.
    const isGone = (contact: string) =>
      ledger.born.get(contact) !== person.email &&
      ledger.partnersOf(contact).some((row) => masters.has(row) && people.removed.has(row));
    const told = contacts.filter(
      (each) => masters.size > 0 && (hasOpenIssue(world, each.id) || isGone(each.id)),
    );
    if (contacts.length - told.length > 1)
      wrong.push(
        `Doubled: ${person.email} is ${contacts.length} contacts in Wave: ${contacts.map((each) => each.id).join(", ")}.`,
      );
    // Added by hand while an import that had looked before was about to create the same: Dynamics takes both, and she is told
    // of hers (LINK_TAKEN), to merge the two.
    const rows = people
      .rowsOf(person)
      .filter((row) => row.values.merged !== true)
      // Whoever is known to Enginy alone gets no row that is out of use, but one of her own.
      .filter((row) => world.leads === null || row.values.statecode === 0)
      // Two persons made one, and a person has said that the names are those of the other one: she is another now.
      .filter(({ id, values }) => !masters.has(id) || isCalled(person, values))
      .filter((row) => !(people.added.has(row.id) && hasOpenIssue(world, row.id, "LINK_TAKEN")));
    if (rows.length > 1)
      wrong.push(
        `Doubled: ${person.email} is ${rows.length} rows: ${rows.map((each) => each.id).join(", ")}.`,
      );
  }
  const live = shownLinks(world).filter(isLive);
  for (const name of ["externalId", "recordId"] as const) {
    const seen = new Set<string>();
    for (const link of live) {
      if (seen.has(link[name])) wrong.push(`Doubled: ${link[name]} has more than one link.`);
      seen.add(link[name]);
    }
  }
  return wrong;
}

function isCalled({ firstName, lastName }: Person, values: Readonly<Record<string, unknown>>): boolean {
  return values.firstname === firstName && values.lastname === lastName;
}
