import { deltaTokenExpired, invalidUri } from "../errors";

/** A delta token: the row version up to which the client knows everything, and when it learned it. */
export interface DeltaToken {
  readonly version: number;
  readonly issued: Date;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const TOKEN = /^(\d+)!(\d\d)\/(\d\d)\/(\d{4}) (\d\d):(\d\d):(\d\d)$/;

/** `919042!08/22/2017 08:10:44` (docs: use change tracking to synchronize data). */
export const writeDeltaToken = ({ version, issued }: DeltaToken): string => {
  const [date = "", time = ""] = issued.toISOString().slice(0, 19).split("T");
  const [year, month, day] = date.split("-");
  return `${version}!${month}/${day}/${year} ${time}`;
};

/** Reads a token; 400 when it is none, or older than the organisation's `expirechangetrackingindays`. */
export const readDeltaToken = (text: string, now: Date, lifetimeDays: number): DeltaToken => {
  const match = TOKEN.exec(text);
  if (match === null) throw invalidUri(`The delta token '${text}' is not valid.`);
  const [version = 0, month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map(Number);
  const issued = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  if (now.getTime() - issued.getTime() > lifetimeDays * DAY_MS) throw deltaTokenExpired();
  return { version, issued };
};
