import { useEffect, useReducer, useRef } from "react";
import { isKnownTable } from "../adapters/snapshot";
import { firstState, reduce } from "../state/reducer";
import { useNeighbours } from "../state/use-neighbours";
import { useOnline } from "../../shared/use-online";
import { useOperation } from "../state/use-operation";
import { useSnapshot } from "../state/use-snapshot";
import { useWatch } from "../state/use-watch";
import type { PanelProps } from "./panel-props";

/** The panel's state and what can be done with it. `onTaken` is called when the ribbon hands a click over. */
export function usePanel(props: PanelProps, onTaken: () => void) {
  const { words, services, mayAct } = props;
  const [state, dispatch] = useReducer(reduce, firstState);
  const online = useOnline() && !props.hostOffline;
  const table = props.record?.table ?? "";
  const id = isKnownTable(table) ? props.record?.id : undefined;
  const record = { table, id, words, services };

  const reread = useSnapshot(
    {
      ...record,
      boundStatus: props.boundStatus,
      boundSyncedOn: props.boundSyncedOn,
      boundDetails: props.boundDetails,
    },
    state,
    dispatch,
  );
  // Opened offline: read once when the network comes back, not after every failure, which could repeat without end.
  const wasOnline = useRef(online);
  const missing = state.phase === "failed";
  useEffect(() => {
    if (online && !wasOnline.current && missing) void reread();
    wasOnline.current = online;
  }, [online, missing, reread]);

  const operations = useOperation(
    { ...record, language: props.language, snapshot: state.snapshot, reread },
    dispatch,
  );
  const takePreview = (operationId: string) => {
    if (operations.isBusy() || !mayAct || !online) return false;
    onTaken();
    operations.start("preview", onlyLink(state.snapshot?.links), operationId);
    return true;
  };
  useWatch(state, reread, services);
  const { news } = state;
  useEffect(() => {
    if (news && id) services.channel.send({ type: "rowChanged", table, recordId: id, operationId: "" });
  }, [news, table, id, services]);
  useNeighbours({ ...record, operations, reread, takePreview }, dispatch);

  return { state, dispatch, online, operations, reread };
}

/** With one link the click names its connection; with several the connector would have to ask which. */
function onlyLink<T>(links: readonly T[] = []): T | undefined {
  return links.length === 1 ? links[0] : undefined;
}
