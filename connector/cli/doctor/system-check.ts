import { randomUUID } from "node:crypto";
import { systemClock } from "../../clock/clock";
import { wrongBy } from "../../clock/told-time";
import { describeSkew, SKEW_CURE } from "../../environment/clock-skew";
import { UNLIMITED } from "../../systems/base/budgets";
import { SystemError } from "../../systems/contract/system-error";
import type { GivenSystem } from "../system-options";
import { failed, ok, skipped, type Finding } from "./check";

const CURES: Readonly<Record<string, string>> = {
  SYSTEM_REFUSED: "Copy the API key from {system}'s settings again.",
  SYSTEM_UNREACHABLE:
    "Check the API URL (see --help for its option) and that this computer can reach it, or wait until {system} is available again.",
  SYSTEM_THROTTLED: "{system} is limiting requests. Try again in a few minutes.",
};

const ELSEWHERE = "Check the API URL: it must be the base URL of {system}'s API.";

/** Whether a system answers with what was given for it. */
export async function checkSystem({ module, input, missing }: GivenSystem): Promise<Finding> {
  const { system } = module;
  if (missing.length > 0) return skipped(`${system}: set ${missing.join(" and ")} to check it from here`);
  const settings = module.settings.safeParse(input);
  if (!settings.success)
    return failed(
      `The settings for ${system} aren't valid`,
      settings.error.issues.map((issue) => issue.message).join(" "),
    );
  try {
    const open = module.open(settings.data, { clock: systemClock, budgets: UNLIMITED });
    const account = await open.check({ correlationId: randomUUID(), someoneWaits: true });
    const wrong = wrongBy(open.now?.() ?? null, new Date());
    if (wrong !== null) return failed(describeSkew({ than: system, seconds: wrong }), SKEW_CURE);
    return ok(`Connected to ${system} as ${account.name || account.id}`);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    const words = [error.message, error.reason]
      .filter((text, index, all) => text && all.indexOf(text) === index)
      .join(" ");
    return failed(words, (CURES[error.code] ?? ELSEWHERE).replaceAll("{system}", system));
  }
}
