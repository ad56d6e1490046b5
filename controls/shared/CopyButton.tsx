import * as React from "react";
import { Button, Tooltip } from "@fluentui/react-components";
import { Icon } from "./icons";
import { useSurroundings } from "./surroundings";

/** How long "Copied" stands. */
const SHOWN_MS = 2_000;

/** Copies `text` and says whether it worked, to the eye and to a screen reader. `label` names what is copied. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const { words, copy } = useSurroundings();
  const [said, setSaid] = React.useState<"Copied" | "CopyFailed">();

  React.useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);

  const onClick = () =>
    copy(text).then(
      () => setSaid("Copied"),
      () => setSaid("CopyFailed"),
    );

  const name = said ? words(said) : words("Copy", label);
  return (
    <Tooltip content={name} relationship="label">
      <Button
        appearance="subtle"
        size="small"
        icon={<Icon name={said === "Copied" ? "done" : "copy"} size={16} />}
        onClick={onClick}
      />
    </Tooltip>
  );
}
