import * as React from "react";
import type { LinkView, Snapshot } from "../adapters/snapshot";
import { ExternalId } from "./ExternalId";
import { useSharedStyles } from "../../shared/shared-styles";
import { useSurroundings } from "../../shared/surroundings";
import { SystemCard } from "./SystemCard";

export interface SystemsProps {
  readonly snapshot: Snapshot;
  /** The buttons of a link, or of the record while it has none. */
  readonly children: (link?: LinkView) => React.ReactNode;
}

/** The systems a record is linked with and its IDs there; without a link, the identifier of the contact, if it has one. */
export function Systems({ snapshot, children }: SystemsProps) {
  const shared = useSharedStyles();
  const { words } = useSurroundings();
  const { links, identifier } = snapshot;
  if (links.length === 0) {
    return (
      <div className={shared.parts}>
        {identifier && (
          <dl className={shared.plain}>
            <ExternalId label={words("Identifier")} id={identifier} />
          </dl>
        )}
        {children()}
      </div>
    );
  }
  const owner = links.find((link) => identifier?.endsWith(link.externalId)) ?? links[0];
  return (
    <div className={shared.parts}>
      {links.map((link) => (
        <SystemCard
          key={link.id}
          link={link}
          several={links.length > 1}
          identifier={link === owner ? identifier : undefined}
        >
          {children(link)}
        </SystemCard>
      ))}
    </div>
  );
}
