import * as React from "react";
import { makeStyles, Skeleton, SkeletonItem, tokens } from "@fluentui/react-components";
import { useSharedStyles } from "../../shared/shared-styles";
import { useSurroundings } from "../../shared/surroundings";

const useStyles = makeStyles({
  head: { display: "grid", gridTemplateColumns: "40px 1fr", columnGap: tokens.spacingHorizontalM },
  short: { width: "40%" },
  buttons: { display: "grid", gridTemplateColumns: "repeat(3, minmax(0, 112px))", columnGap: "8px" },
});

/** The panel's outline while its one request is under way, of the size of what comes. */
export function Loading() {
  const styles = useStyles();
  const shared = useSharedStyles();
  const { words } = useSurroundings();
  return (
    <Skeleton className={shared.parts} aria-label={words("Loading")}>
      <div className={styles.head}>
        <SkeletonItem shape="circle" size={40} />
        <div className={shared.stack}>
          <SkeletonItem size={20} className={styles.short} />
          <SkeletonItem size={12} />
        </div>
      </div>
      <SkeletonItem size={28} />
      <div className={styles.buttons}>
        <SkeletonItem size={32} />
        <SkeletonItem size={32} />
        <SkeletonItem size={32} />
      </div>
    </Skeleton>
  );
}
