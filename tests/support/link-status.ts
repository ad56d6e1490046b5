import type { Row, WebApi } from "./web-api";

/** What the link of one of Wave's contacts says, as the form reads it. */
export async function linkStatusOf(api: WebApi, waveId: string): Promise<Row> {
  const columns =
    "wave_linkstatus,wave_code,wave_message,wave_nextstep,wave_correlationid,wave_syncedon,wave_externalurl";
  const rows = await api.list(`wave_links?$select=${columns}&$filter=wave_externalid eq '${waveId}'`);
  if (rows.length !== 1) throw new Error(`Wave's ${waveId} has ${rows.length} links.`);
  return rows[0] as Row;
}
