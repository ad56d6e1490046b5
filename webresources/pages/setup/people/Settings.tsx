import * as React from "react";
import { Radio, RadioGroup } from "@fluentui/react-components";
import type { User } from "../data/hand-over";
import type { PeopleMapping, PeopleSettings, View } from "../data/people";
import { usePage } from "../page-context";
import { Picker } from "../ui/Picker";

interface Props {
  readonly mapping: PeopleMapping;
  readonly settings: PeopleSettings;
  readonly views: readonly View[];
  readonly users: readonly User[];
  readonly onChange: (to: Partial<PeopleSettings>) => void;
}

const MINUTES = [5, 15, 30, 60, 240, 1440, 0];
const CONFLICTS = ["newest", "system", "dataverse", "ask"] as const;
const DELETES = ["keep", "deactivate", "delete"] as const;
const NONE = "none";

/** Default owner, scope, schedule and policies; each policy says in one sentence, with an example, what it does. */
export const Settings: React.FC<Props> = ({ mapping, onChange, settings, users, views }) => {
  const { t } = usePage();
  const system = mapping.connectionName;
  const owner = users.find(({ id }) => id === settings.defaultOwnerId);
  const view = views.find(({ id }) => id === settings.viewId);
  const minutes = [...new Set([...MINUTES, settings.minutes])];
  const nobody = { value: NONE, label: t("Owner_None") };
  const everything = { value: NONE, label: t("Scope_All") };
  return (
    <section className="ws-card" aria-labelledby="settings">
      <h2 id="settings">{t("Sync_Settings")}</h2>
      <div className="ws-settings">
        <Labelled label={t("Owner")} text={t("Owner_Text")}>
          <Picker
            label={t("Owner")}
            value={settings.defaultOwnerId || NONE}
            shown={owner?.name ?? nobody.label}
            choices={[
              nobody,
              ...users.map(({ email, id, name }) => ({ value: id, label: name, hint: email })),
            ]}
            onChoose={(value) => onChange({ defaultOwnerId: value === NONE ? "" : value })}
          />
        </Labelled>
        <Labelled label={t("Scope")} text={t("Scope_Text")}>
          <Picker
            label={t("Scope")}
            value={settings.viewId || NONE}
            shown={settings.viewId ? (view?.name ?? settings.viewId) : everything.label}
            choices={[
              everything,
              ...views.map(({ id, name, personal }) => ({
                value: id,
                label: name,
                ...(personal ? { hint: t("Scope_Personal") } : {}),
              })),
            ]}
            onChoose={(value) => onChange({ viewId: value === NONE ? "" : value })}
          />
        </Labelled>
        <Labelled label={t("Schedule")} text={t("Schedule_Text")}>
          <Picker
            label={t("Schedule")}
            value={String(settings.minutes)}
            shown={minutesIn(t, settings.minutes)}
            choices={minutes.map((each) => ({ value: String(each), label: minutesIn(t, each) }))}
            onChoose={(value) => onChange({ minutes: Number(value) })}
          />
        </Labelled>
      </div>
      <Policy
        label={t("Conflict")}
        about="conflict"
        choices={CONFLICTS}
        value={settings.conflict}
        system={system}
        onChange={(conflict) => onChange({ conflict })}
      />
      <Policy
        label={t("Deleted_In", system)}
        about="systemDelete"
        choices={DELETES}
        value={settings.onSystemDelete}
        system={system}
        onChange={(onSystemDelete) => onChange({ onSystemDelete })}
      />
      <Policy
        label={t("Deleted_In", "Dynamics")}
        about="dataverseDelete"
        choices={DELETES}
        value={settings.onDataverseDelete}
        system={system}
        onChange={(onDataverseDelete) => onChange({ onDataverseDelete })}
      />
    </section>
  );
};

const minutesIn = (t: (key: string, value: number) => string, minutes: number): string =>
  minutes === 0 ? t("Never", 0) : minutes % 60 === 0 ? t("Hours", minutes / 60) : t("Minutes", minutes);

const Labelled: React.FC<{
  readonly label: string;
  readonly text: string;
  readonly children: React.ReactNode;
}> = ({ children, label, text }) => (
  <div>
    <h3 aria-hidden="true">{label}</h3>
    {children}
    <p className="ws-subtle">{text}</p>
  </div>
);

interface PolicyProps<C extends string> {
  readonly label: string;
  /** Middle of the keys of its texts. */
  readonly about: string;
  readonly choices: readonly C[];
  readonly value: C;
  readonly system: string;
  readonly onChange: (value: C) => void;
}

function Policy<C extends string>({ about, choices, label, onChange, system, value }: PolicyProps<C>) {
  const { t } = usePage();
  return (
    <div>
      <h3 aria-hidden="true">{label}</h3>
      <RadioGroup
        aria-label={label}
        layout="horizontal"
        value={value}
        onChange={(_event, data) => onChange(data.value as C)}
      >
        {choices.map((each) => (
          <Radio key={each} value={each} label={t(`Policy_${about}_${each}`, system)} />
        ))}
      </RadioGroup>
      <p className="ws-example" role="status">
        {t(`Policy_${about}_${value}_Example`, system)}
      </p>
    </div>
  );
}
