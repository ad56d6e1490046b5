import { openDatabase } from "../connector/database/open-database";

/** How many mails were left out, by reason, as a connector that does not run has it in its folder. */
export async function leftOutByReason(dataFolder: string): Promise<Readonly<Record<string, number>>> {
  const database = await openDatabase({ dataFolder });
  try {
    const rows = await database.query<{ reason: string; count: number }>(
      `select reason, count(*)::int as count from wave_sync.mail_decision where row_id is null group by reason order by reason`,
    );
    return Object.fromEntries(rows.map(({ count, reason }) => [reason, count]));
  } finally {
    await database.close();
  }
}
