import type { Mapping } from "../../../core/mapping/types";
import type { SystemRecord } from "../../../core/records";
import type { Known } from "../load/known";
import type { Sync } from "../sync";
import { freshFor, recordsLikeByList, rowsLikeByList } from "./candidates-by-list";
import { candidatesByQuery } from "./candidates-by-query";
import { bringUpToDate } from "./kept-list";
import { listedRecords, recordList } from "./record-list";

/**
 * What a comparison with a system that cannot be searched knows beforehand: its records as they were listed, brought up to date for
 * each chunk; and, where everything is compared, all rows likewise.
 */
export function knownByList(sync: Sync, everything: boolean): Known {
  const { rowsLike } = everything
    ? { rowsLike: (records: readonly SystemRecord[]) => rowsLikeByList(sync, records) }
    : candidatesByQuery(sync);
  return {
    candidates: { rowsLike, recordsLike: (rows) => recordsLikeByList(sync, rows) },
    async records(ids) {
      if (!onlyDataverseDecides(sync.mapping)) return new Map();
      await bringUpToDate(sync, recordList(sync), freshFor(sync));
      return listedRecords(sync, ids);
    },
  };
}

/**
 * A record as it was listed is as good as one read now where nothing of it decides: Dataverse is right on every line. What must not be
 * lost of it, the adapter reads when it writes.
 */
function onlyDataverseDecides({ direction, lines }: Mapping): boolean {
  return (
    direction === "toSystem" &&
    lines.every(({ conflict, writeRule }) => conflict === "dataverse" && writeRule === "overwrite")
  );
}
