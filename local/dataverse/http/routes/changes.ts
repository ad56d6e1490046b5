import { notImplemented } from "../../errors";
import type { Table } from "../../metadata/types";
import type { WireRequest, WireResponse } from "../wire";
export const startTracking = (_request: WireRequest, _table: Table): WireResponse => {
  throw notImplemented("change tracking");
};
export const answerDelta = startTracking;
