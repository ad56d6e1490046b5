import * as React from "react";
import { Button, Input, makeStyles } from "@fluentui/react-components";
import { Dismiss16Regular, Search20Regular } from "@fluentui/react-icons";
import { t } from "../strings";

const useStyles = makeStyles({ root: { width: "260px", maxWidth: "100%" } });

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
}

/** Looks in the view's quick find columns; Enter searches, the cross shows all again. */
export const QuickFind: React.FC<Props> = ({ label, value, onSearch }) => {
  const styles = useStyles();
  const [text, setText] = React.useState(value);
  React.useEffect(() => setText(value), [value]);
  const clear = () => {
    setText("");
    if (value) onSearch("");
  };
  return (
    <Input
      type="text"
      role="searchbox"
      className={styles.root}
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(_, data) => setText(data.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") onSearch(text.trim());
        if (event.key === "Escape") clear();
      }}
      contentBefore={<Search20Regular />}
      contentAfter={
        text ? (
          <Button
            appearance="transparent"
            size="small"
            icon={<Dismiss16Regular />}
            aria-label={t("clearSearch")}
            onClick={clear}
          />
        ) : undefined
      }
    />
  );
};
