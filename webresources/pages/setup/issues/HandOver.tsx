import * as React from "react";
import { Button } from "@fluentui/react-components";
import { readUsers } from "../data/hand-over";
import { usePage } from "../page-context";
import { Picker } from "../ui/Picker";
import { Problem } from "../ui/Problem";
import { useLoaded } from "../ui/use-loaded";

interface Props {
  readonly person: string;
  readonly count: number;
  readonly onChoose: (userId: string) => void;
}

/** Chooses who stands for a person of the system from now on, and has her records. */
export const HandOver: React.FC<Props> = ({ count, onChoose, person }) => {
  const { formats, send, t } = usePage();
  const users = useLoaded("users", () => readUsers(send));
  const [chosen, setChosen] = React.useState("");
  const name = users.value?.find(({ id }) => id === chosen)?.name ?? "";
  return (
    <div className="ws-run ws-hand-over">
      <p>{t("Hand_Over_Text", person)}</p>
      {users.error ? <Problem error={users.error} onRetry={() => void users.reload()} /> : null}
      <div className="ws-card-actions">
        <Picker
          label={t("Hand_Over_To")}
          value={chosen}
          shown={name}
          choices={(users.value ?? []).map(({ email, id, name: label }) => ({
            value: id,
            label,
            hint: email,
          }))}
          onChoose={setChosen}
        />
        <Button
          appearance="primary"
          disabledFocusable={chosen === ""}
          onClick={chosen === "" ? undefined : () => onChoose(chosen)}
        >
          {t("Hand_Over_Yes", count === 1 ? 1 : formats.number(count))}
        </Button>
      </div>
    </div>
  );
};
