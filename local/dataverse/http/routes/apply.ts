import { notImplemented } from "../../errors";
import type { Table } from "../../metadata/types";
import type { WireRequest, WireResponse } from "../wire";
export const answerApply = (_request: WireRequest, _table: Table, _apply: string): WireResponse => {
  throw notImplemented("the query option $apply");
};
