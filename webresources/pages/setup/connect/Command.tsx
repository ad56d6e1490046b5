import * as React from "react";
import { Button } from "@fluentui/react-components";
import { Checkmark20Regular, Copy20Regular } from "@fluentui/react-icons";
import { usePage } from "../page-context";

/** Something to copy: a command, a link. */
export const CopyButton: React.FC<{ readonly text: string; readonly label: string }> = ({ label, text }) => {
  const { t } = usePage();
  const [copied, setCopied] = React.useState(false);
  return (
    <>
      <Button
        icon={copied ? <Checkmark20Regular /> : <Copy20Regular />}
        aria-label={label}
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        {copied ? t("Copied") : t("Copy")}
      </Button>
      <span className="ws-hidden" role="status">
        {copied ? t("Copied") : ""}
      </span>
    </>
  );
};

/** A command for whoever runs the connector, as it is typed. */
export const Command: React.FC<{ readonly text: string; readonly label: string }> = ({ label, text }) => (
  <div className="ws-command">
    {/* Long commands scroll within their box, which the keyboard has to reach. */}
    <pre tabIndex={0} aria-label={label}>
      {text}
    </pre>
    <CopyButton text={text} label={label} />
  </div>
);
