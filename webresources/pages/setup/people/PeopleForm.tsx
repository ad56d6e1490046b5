import * as React from "react";
import { Button, MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { SystemPerson } from "../../../../core/operation/setup-answer";
import { asClientError, type ClientError } from "../../../client";
import { NewerVersionError } from "../data/dataverse";
import type { User } from "../data/hand-over";
import { saveSettings, type PeoplePageData } from "../data/people";
import { EditFrame } from "../ui/EditFrame";
import { usePage } from "../page-context";
import { Problem } from "../ui/Problem";
import type { Loaded } from "../ui/use-loaded";
import { Settings } from "./Settings";
import { Start } from "./Start";
import { UserTable } from "./UserTable";

interface Props {
  readonly data: PeoplePageData;
  readonly users: readonly User[];
  readonly people: Loaded<readonly SystemPerson[] | undefined>;
  readonly reload: () => Promise<void>;
}

/** The last step as a form; saving is refused where somebody else has saved a newer version. */
export const PeopleForm: React.FC<Props> = ({ data, people, reload, users }) => {
  const { send, t } = usePage();
  const [mapping, setMapping] = React.useState(data.mapping);
  const [settings, setSettings] = React.useState(data.mapping.settings);
  const [said, setSaid] = React.useState<"saving" | "saved" | "newer">();
  const [error, setError] = React.useState<ClientError>();
  const dirty = JSON.stringify(settings) !== JSON.stringify(mapping.settings);
  const save = async () => {
    setSaid("saving");
    setError(undefined);
    try {
      setMapping(await saveSettings(send, mapping, settings));
      setSaid("saved");
    } catch (thrown) {
      if (thrown instanceof NewerVersionError) return setSaid("newer");
      setSaid(undefined);
      setError(asClientError(thrown));
    }
  };
  return (
    <EditFrame
      step="people"
      mapping={mapping}
      subtitle={t("People_Subtitle", mapping.connectionName)}
      dirty={dirty}
      saving={said === "saving"}
      onSave={save}
      onDiscard={() => setSettings(mapping.settings)}
    >
      {error ? <Problem error={error} /> : null}
      {said === "newer" ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t("People_Newer")}</MessageBarTitle>{" "}
            <Button onClick={() => void reload()}>{t("Load_Theirs")}</Button>
          </MessageBarBody>
        </MessageBar>
      ) : null}
      {said === "saved" && !dirty ? (
        <MessageBar intent="success">
          <MessageBarBody>
            <MessageBarTitle>{t("Saved")}</MessageBarTitle> {t("Saved_Text")}
          </MessageBarBody>
        </MessageBar>
      ) : null}
      <div className="ws-connect">
        <div className="ws-people">
          <UserTable mapping={mapping} standIns={data.standIns} users={users} people={people} />
          <Settings
            mapping={mapping}
            settings={settings}
            views={data.views}
            users={users}
            onChange={(to) => setSettings((before) => ({ ...before, ...to }))}
          />
        </div>
        <Start mapping={mapping} dirty={dirty} onActivated={setMapping} />
      </div>
    </EditFrame>
  );
};
