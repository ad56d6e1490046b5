import * as React from "react";
import { Spinner } from "@fluentui/react-components";
import { Open16Regular } from "@fluentui/react-icons";
import type { SetupLink } from "../data/setup";
import { usePage } from "../page-context";
import { CopyButton } from "./Command";

/** The way to the connector's own page, where keys are entered that Dynamics never sees. */
export const LinkBox: React.FC<{ readonly link: SetupLink; readonly system: string }> = ({
  link,
  system,
}) => {
  const { formats, t } = usePage();
  const way = React.useRef<HTMLAnchorElement>(null);
  React.useEffect(() => way.current?.focus(), []);
  return (
    <div className="ws-link-box">
      <p>{t("Link_Text", system)}</p>
      <div className="ws-link-actions">
        <a ref={way} className="ws-button" href={link.href} target="_blank" rel="noopener noreferrer">
          {t("Link_Open", system)} <Open16Regular aria-hidden="true" />
        </a>
        <CopyButton text={link.href} label={t("Link_Copy")} />
      </div>
      <p className="ws-subtle">{t("Link_Once", formats.time(link.expiresOn))}</p>
      <Spinner size="tiny" labelPosition="after" label={t("Link_Waiting", system)} />
    </div>
  );
};
