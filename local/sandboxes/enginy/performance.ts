import { IDENTITY_ACTIONS, type DoneByIdentity, type Identity, type IdentityAction } from "./people";
import type { Granularity } from "./requests";

export interface PerformanceQuery {
  readonly startDate: string;
  readonly endDate: string;
  readonly granularity: Granularity;
  readonly identityIds?: readonly number[];
}

/** What identities did, in all and period by period. Periods are of UTC, weeks begin on Monday (inferred). */
export function performance(
  identities: readonly Identity[],
  done: readonly DoneByIdentity[],
  { startDate, endDate, granularity, identityIds }: PerformanceQuery,
) {
  const [from, until] = [new Date(startDate), new Date(endDate)];
  const within = done.filter(({ at }) => at >= from && at <= until);
  const starts = periods(from, until, granularity);
  const asked = identities.filter(({ id }) => identityIds === undefined || identityIds.includes(id));
  return {
    startDate,
    endDate,
    granularity,
    identities: asked.map(({ id, name, email }) => {
      const own = within.filter(({ identityId }) => identityId === id);
      return {
        identityId: id,
        identityName: name,
        identityEmail: email,
        totals: totals(own),
        timeSeries: starts.map((start) => ({
          periodStart: start.toISOString(),
          ...totals(own.filter(({ at }) => +periodOf(at, granularity) === +start)),
        })),
      };
    }),
  };
}

function totals(done: readonly DoneByIdentity[]) {
  const count = (action: IdentityAction) => done.filter((each) => each.action === action).length;
  const [emailsSent, connectionRequests, messages, profileViews, postLikes] = IDENTITY_ACTIONS.map(count);
  const total = done.length - emailsSent!;
  return { emailsSent, linkedinActions: { connectionRequests, messages, profileViews, postLikes, total } };
}

function periods(from: Date, until: Date, granularity: Granularity): Date[] {
  const starts: Date[] = [];
  for (let start = periodOf(from, granularity); start <= until; start = next(start, granularity))
    starts.push(start);
  return starts;
}

function periodOf(at: Date, granularity: Granularity): Date {
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  if (granularity === "month") return new Date(Date.UTC(year, month, 1));
  const sinceMonday = granularity === "week" ? (at.getUTCDay() + 6) % 7 : 0;
  return new Date(Date.UTC(year, month, day - sinceMonday));
}

function next(start: Date, granularity: Granularity): Date {
  const [year, month, day] = [start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate()];
  if (granularity === "month") return new Date(Date.UTC(year, month + 1, 1));
  return new Date(Date.UTC(year, month, day + (granularity === "week" ? 7 : 1)));
}
