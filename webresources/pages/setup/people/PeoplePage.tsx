import * as React from "react";
import { readUsers } from "../data/hand-over";
import { readPeoplePage } from "../data/people";
import { askForPeople } from "../data/setup";
import { ReadingFrame } from "../ui/ReadingFrame";
import { usePage } from "../page-context";
import { useLoaded } from "../ui/use-loaded";
import { PeopleForm } from "./PeopleForm";

/** Whose records they are, what is synced and when, and the start. */
export const PeoplePage: React.FC<{ readonly mappingId: string }> = ({ mappingId }) => {
  const page = usePage();
  const { send, t } = page;
  const loaded = useLoaded(mappingId, () =>
    Promise.all([readPeoplePage(send, mappingId), readUsers(send)] as const),
  );
  const system = loaded.value?.[0].mapping.system.toLowerCase() ?? "";
  // The connector may be away: everything but the system's own people is known to Dynamics.
  const people = useLoaded(`people ${system}`, async () => (system ? askForPeople(page, system) : undefined));
  if (!loaded.value)
    return <ReadingFrame step="people" title={t("Step_people")} mappingId={mappingId} loaded={loaded} />;
  const [data, users] = loaded.value;
  return (
    <PeopleForm
      key={`${data.mapping.id} ${data.mapping.etag}`}
      data={data}
      users={users}
      people={people}
      reload={loaded.reload}
    />
  );
};
