import { randomUUID } from "node:crypto";
import { issue as issueTable, IssueStatus } from "../../core/generated/schema";
import { ISSUE_CODES, type IssueCode } from "../../core/issues/codes";
import { describe } from "../../core/issues/describe";
import type { TextParams } from "../../core/issues/fill";
import { languageOf, type Language } from "../../core/issues/languages";
import { guidLiteral } from "../../core/odata/literal";
import { backOff, type BackOff } from "../clock/back-off";
import type { EnvironmentRuntime } from "../environment/environment-runtime";
import type { Environments } from "../environment/environments";
import { isAddress } from "../settings/mail";
import { endRunMail, leaseRunMail, runMailFailed, type LeasedRunMail } from "../state/run-mails";
import { findRun, type Run } from "../state/runs";
import { composeRun, type Cause } from "./compose-run";
import type { NoticeParts } from "./send-notices";

export type RunMailParts = NoticeParts & { readonly environments: Environments };

const BACK_OFF: BackOff = { firstMs: 60_000, longestMs: 60 * 60_000 };
/** Issues counted at most: whoever has more begins with the most frequent cause anyway. */
const COUNTED = 50_000;
const PAGE_SIZE = 5_000;

/**
 * Tells whoever started a run, once, what is open of its mapping when it has ended: grouped by cause, each with its cure. Nobody's
 * record is named. Nothing is sent where nothing is open. @returns how many mails were sent
 */
export async function sendRunMails(parts: RunMailParts): Promise<number> {
  const owner = randomUUID();
  let sent = 0;
  for (;;) {
    const mail = await leaseRunMail(parts.database, owner);
    if (!mail) return sent;
    if (await sendOne(parts, mail, owner)) sent += 1;
  }
}

async function sendOne(parts: RunMailParts, mail: LeasedRunMail, owner: string): Promise<boolean> {
  const { database, logger, mailer } = parts;
  const { environmentId, runId, attempts } = mail;
  try {
    const content = await contentOf(parts, mail);
    if (content) {
      const domain = parts.mail.from.slice(parts.mail.from.indexOf("@") + 1);
      await mailer.send({ ...content, messageId: `<run.${runId}@${domain}>` });
      logger.info("Whoever started a run was told by mail", { environmentId, runId });
    } else logger.debug("A run left nothing to tell by mail", { environmentId, runId });
    await endRunMail(database, mail, owner);
    return content !== null;
  } catch (error) {
    const waitMs = backOff(BACK_OFF, attempts);
    logger.warn("A mail about a run could not be sent", { environmentId, runId, waitMs, error });
    await runMailFailed(database, mail, owner, waitMs);
    return false;
  }
}

async function contentOf({ database, environments }: RunMailParts, { environmentId, runId }: LeasedRunMail) {
  const run = await findRun(database, runId);
  if (run?.askerId == null) return null;
  const runtime = await environments.get(environmentId);
  const to = await addressOf(runtime, run.askerId);
  const language = languageOf(await runtime.language());
  const causes = to === null ? [] : await causesOf(runtime, run, language);
  if (to === null || causes.length === 0) return null;
  const mapping = (await runtime.configuredMappings()).find(({ id }) => id === run.mappingId)?.name ?? "";
  const { url } = runtime.environment;
  return { to, ...composeRun({ url, mapping, began: run.startedOn ?? new Date(0), causes }, language) };
}

async function addressOf({ client }: EnvironmentRuntime, userId: string): Promise<string | null> {
  const user = await client.retrieve("systemusers", userId, ["internalemailaddress", "isdisabled"]);
  const address = String(user?.internalemailaddress ?? "");
  return user?.isdisabled !== true && isAddress(address) ? address : null;
}

/** Says of a run as a whole what its issues say one by one. */
const OF_THE_WHOLE: ReadonlySet<string> = new Set(["RUN_WITH_WARNINGS", "RUN_FAILED"]);

async function causesOf(
  runtime: EnvironmentRuntime,
  run: Run,
  language: Language,
): Promise<readonly Cause[]> {
  const counts = await openByCode(runtime, run.mappingId);
  const system = runtime.connections.get(run.connectionId)?.adapter.system;
  const context: TextParams = system ? { system } : {};
  const causes = [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([code, count]) => {
      const { title, nextStep } = describe({ code }, language, context);
      return { title, count, nextStep };
    });
  const { problem } = run;
  if (!problem || OF_THE_WHOLE.has(problem.code) || counts.has(problem.code as IssueCode)) return causes;
  return [{ title: problem.message, nextStep: problem.nextStep }, ...causes];
}

/** Open issues of a mapping and its records, by code. */
async function openByCode({ client }: EnvironmentRuntime, mappingId: string) {
  const { columns, entitySet, lookups } = issueTable;
  const filter = [
    `${lookups.mapping.value} eq ${guidLiteral(mappingId)}`,
    `${columns.issuestatus} eq ${IssueStatus.Open}`,
  ].join(" and ");
  const counts = new Map<IssueCode, number>();
  let counted = 0;
  for await (const rows of client.pages(entitySet, { select: [columns.code], filter, pageSize: PAGE_SIZE })) {
    for (const { [columns.code]: told } of rows) {
      const code = ISSUE_CODES.find((each) => each === told);
      if (code) counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    counted += rows.length;
    if (counted >= COUNTED) break;
  }
  return counts;
}
