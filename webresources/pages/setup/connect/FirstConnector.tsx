import * as React from "react";
import { usePage } from "../page-context";
import { Command } from "./Command";

/** Nobody has connected this environment yet: what whoever runs the connector types, once. */
export const FirstConnector: React.FC<{ readonly system: string }> = ({ system }) => {
  const { t } = usePage();
  const connect = [
    "wave-sync connect --sign-in \\",
    `  --url ${window.location.origin} \\`,
    "  --tenant <your tenant> --client-id <app registration> \\",
    `  --system ${system}`,
  ].join("\n");
  return (
    <section className="ws-card" aria-labelledby="first">
      <h2 id="first">{t("First_Title")}</h2>
      <p>{t("First_Text")}</p>
      <ol className="ws-first">
        <li>
          <p>{t("First_Serve")}</p>
          <Command label={t("First_Serve")} text="wave-sync serve" />
        </li>
        <li>
          <p>{t("First_Connect")}</p>
          <Command label={t("First_Connect")} text={connect} />
        </li>
        <li>
          <p>{t("First_Open")}</p>
        </li>
      </ol>
    </section>
  );
};
