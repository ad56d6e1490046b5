import * as React from "react";
import { makeStyles, Skeleton, SkeletonItem, tokens } from "@fluentui/react-components";
import { useSurroundings } from "../../shared/surroundings";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
  head: { display: "grid", gridTemplateColumns: "40px 1fr", columnGap: tokens.spacingHorizontalM },
  lines: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXS },
  short: { width: "40%" },
  buttons: { display: "grid", gridTemplateColumns: "repeat(3, minmax(0, 112px))", columnGap: "8px" },
});

/** The panel's outline while its one request is under way, of the size of what comes. */
export function Loading() {
  const styles = useStyles();
  const { words } = useSurroundings();
  return (
    <Skeleton className={styles.root} aria-label={words("Loading")}>
      <div className={styles.head}>
        <SkeletonItem shape="circle" size={40} />
        <div className={styles.lines}>
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
