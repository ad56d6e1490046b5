import * as React from "react";
import { Button, ProgressBar } from "@fluentui/react-components";
import type { Activity } from "../state/types";
import { useSharedStyles } from "../../shared/shared-styles";
import { useSurroundings } from "../../shared/surroundings";

/** What is being done right now, and the way to stop watching it. */
export function Working({ activity, onStop }: { readonly activity: Activity; readonly onStop: () => void }) {
  const shared = useSharedStyles();
  const { words } = useSurroundings();
  const step = activity.own ? words(`Step_${activity.step}`) : words("Step_ribbon");
  return (
    <div className={shared.stack} data-wave-step={activity.step}>
      <ProgressBar aria-label={words(`Working_${activity.kind}`)} />
      <div className={shared.buttons}>
        <span className={shared.note}>{step}</span>
        {activity.own && activity.step !== "asking" && (
          <Button appearance="subtle" size="small" onClick={onStop}>
            {words("StopWatching")}
          </Button>
        )}
      </div>
    </div>
  );
}
