import * as React from "react";
import { Spinner } from "@fluentui/react-components";
import type { SystemPerson } from "../../../../core/operation/setup-answer";
import { asClientError, type ClientError } from "../../../client";
import { handOver, type User } from "../data/hand-over";
import type { PeopleMapping, StandIn } from "../data/people";
import { usePage } from "../page-context";
import { Picker } from "../ui/Picker";
import { Problem } from "../ui/Problem";
import type { Loaded } from "../ui/use-loaded";

interface Props {
  readonly mapping: PeopleMapping;
  readonly standIns: readonly StandIn[];
  readonly users: readonly User[];
  readonly people: Loaded<readonly SystemPerson[] | undefined>;
}

const fold = (person: string): string => person.trim().toLowerCase();

/** The system's people beside the users who own what is theirs: by their address where nobody has said otherwise. */
export const UserTable: React.FC<Props> = ({ mapping, people, standIns, users }) => {
  const { send, t } = usePage();
  const [said, setSaid] = React.useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(standIns.map(({ person, userId }) => [fold(person), userId])),
  );
  const [error, setError] = React.useState<ClientError>();
  const rows = rowsOf(people.value ?? [], standIns);
  const choose = async (person: string, userId: string) => {
    setError(undefined);
    try {
      await handOver(send, mapping.connectionId, person, userId);
      setSaid((before) => ({ ...before, [fold(person)]: userId }));
    } catch (thrown) {
      setError(asClientError(thrown));
    }
  };
  return (
    <section className="ws-card" aria-labelledby="people">
      <div>
        <h2 id="people">{t("People")}</h2>
        <p className="ws-subtle">{t("People_Text", mapping.connectionName)}</p>
      </div>
      {people.error ? <Problem error={people.error} onRetry={() => void people.reload()} /> : null}
      {error ? <Problem error={error} /> : null}
      {people.loading && !people.value ? <Spinner size="tiny" label={t("Loading")} /> : null}
      {!people.loading && rows.length === 0 && !people.error ? (
        <p>{t("People_None", mapping.connectionName)}</p>
      ) : null}
      <ul className="ws-user-rows">
        {rows.map(({ email, name }) => {
          const chosen = said[fold(email)];
          const byEmail = users.filter((user) => fold(user.email) === fold(email));
          const user = users.find(
            ({ id }) => id === (chosen ?? (byEmail.length === 1 ? byEmail[0]!.id : "")),
          );
          return (
            <li key={email}>
              <div>
                <strong>{name}</strong>
                <span className="ws-subtle">{email}</span>
              </div>
              <Picker
                label={t("People_Of", name)}
                value={user?.id ?? ""}
                shown={user?.name ?? ""}
                choices={users.map((each) => ({ value: each.id, label: each.name, hint: each.email }))}
                onChoose={(userId) => void choose(email, userId)}
              />
              <span className="ws-subtle">
                {t(user ? (chosen ? "People_Chosen" : "People_By_Email") : "People_Nobody")}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

/** The system's active people, and those that somebody stands for although the system does not name them. */
function rowsOf(people: readonly SystemPerson[], standIns: readonly StandIn[]) {
  const named = people
    .filter(({ active, email }) => active && email)
    .map(({ email, name }) => ({ email: email!, name: name || email! }));
  const known = new Set(named.map(({ email }) => fold(email)));
  const others = standIns
    .filter(({ person }) => person !== "" && !known.has(fold(person)))
    .map(({ person }) => ({ email: person, name: person }));
  return [...named, ...others];
}
