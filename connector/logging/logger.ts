import pino, { type Logger as PinoLogger } from "pino";
import type { LogLevel } from "./levels";
import { allowed, type LogFields } from "./fields";

/** Structured logs. Only fields of {@link LogFields} are written: whatever else slips in is dropped, so no name, address or secret can. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A logger that adds these fields to every line. */
  with(fields: LogFields): Logger;
}

/** Where lines go; tests read them, the service writes to standard output. */
export type LogSink = { write(line: string): void };

export function createLogger(level: LogLevel, sink?: LogSink): Logger {
  const options = {
    level,
    base: { service: "wave-sync" },
    timestamp: pino.stdTimeFunctions.isoTime,
    // A second net under the allow-list, should a field's value ever be an object.
    redact: {
      paths: ["authorization", "*.authorization", "secret", "*.secret", "token", "*.token"],
      censor: "[removed]",
    },
  };
  return over(sink ? pino(options, sink) : pino(options));
}

/** Writes nothing. */
export const silentLogger: Logger = createLogger("silent");

function over(logger: PinoLogger): Logger {
  return {
    debug: (message, fields) => logger.debug(allowed(fields), message),
    info: (message, fields) => logger.info(allowed(fields), message),
    warn: (message, fields) => logger.warn(allowed(fields), message),
    error: (message, fields) => logger.error(allowed(fields), message),
    with: (fields) => over(logger.child(allowed(fields))),
  };
}
