import * as React from "react";
import { makeStyles, shorthands, tokens } from "@fluentui/react-components";
import type { LinkView, Snapshot } from "../adapters/snapshot";
import { ExternalId } from "./ExternalId";
import { useSurroundings } from "../../shared/surroundings";
import { SystemCard } from "./SystemCard";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
  ids: { ...shorthands.margin(0) },
});

export interface SystemsProps {
  readonly snapshot: Snapshot;
  /** The buttons of a link, or of the record while it has none. */
  readonly children: (link?: LinkView) => React.ReactNode;
}

/** The systems a record is linked with and its IDs there; without a link, the identifier it carries all the same. */
export function Systems({ snapshot, children }: SystemsProps) {
  const styles = useStyles();
  const { words } = useSurroundings();
  const { links, identifier } = snapshot;
  if (links.length === 0) {
    return (
      <div className={styles.root}>
        {identifier && (
          <dl className={styles.ids}>
            <ExternalId label={words("Identifier")} id={identifier} />
          </dl>
        )}
        {children()}
      </div>
    );
  }
  const owner = links.find((link) => identifier?.endsWith(link.externalId)) ?? links[0];
  return (
    <div className={styles.root}>
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
