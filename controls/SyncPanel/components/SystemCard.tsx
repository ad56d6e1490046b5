import * as React from "react";
import type { LinkView } from "../adapters/snapshot";
import { ExternalId } from "./ExternalId";
import { Icon } from "../../shared/icons";
import { LOOKS, wordOf } from "./status-look";
import { useSharedStyles } from "../../shared/shared-styles";
import { useSurroundings } from "../../shared/surroundings";

export interface SystemCardProps {
  readonly link: LinkView;
  /** `externaluseridentifier` of the contact, shown with the link it belongs to. */
  readonly identifier?: string;
  /** With several systems each has its frame and its own status. */
  readonly several: boolean;
  readonly children?: React.ReactNode;
}

/** A linked system: its name, the IDs this record has there, and what stands in the way of syncing. */
export function SystemCard({ link, identifier, several, children }: SystemCardProps) {
  const shared = useSharedStyles();
  const { words } = useSurroundings();
  const word = wordOf(link.truth);
  return (
    <div role="group" aria-label={link.system} className={several ? shared.card : shared.parts}>
      {several && (
        <div className={shared.buttons}>
          <h3 className={shared.title}>{link.system}</h3>
          <span className={shared.buttons}>
            <Icon name={LOOKS[word][0]} size={16} />
            {words(`Status_${word}`)}
          </span>
        </div>
      )}
      <dl className={shared.plain}>
        <ExternalId
          label={words("ExternalId", link.system)}
          id={link.externalId}
          open={link.url ? { url: link.url, system: link.system } : undefined}
        />
        {identifier && <ExternalId label={words("Identifier")} id={identifier} />}
      </dl>
      {children}
    </div>
  );
}
