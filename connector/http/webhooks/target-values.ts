import type { Value, Values } from "../../../core/records";
import { normaliseGuid } from "../../../core/values/guid";

/** `\/Date(ms)\/`, with or without an offset: the milliseconds are UTC either way. */
const DATE = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/;

/**
 * The columns of an Entity in a RemoteExecutionContext, as the engine holds values: a reference is its id, a choice its
 * number, a time ISO 8601. Null when it is no Entity. What has a form we do not know comes out as text that equals nothing.
 * https://learn.microsoft.com/power-apps/developer/data-platform/use-webhooks
 */
export function targetValues(entity: unknown): Values | null {
  const attributes = member(entity, "Attributes");
  if (!Array.isArray(attributes)) return null;
  const values: Record<string, Value> = {};
  for (const pair of attributes) {
    const key = member(pair, "key");
    if (typeof key === "string") values[key] = toValue(member(pair, "value"));
  }
  return values;
}

/** The id in an EntityReference or an Entity; null when there is none. */
export function targetId(target: unknown): string | null {
  const id = member(target, "Id");
  return typeof id === "string" ? normaliseGuid(id) : null;
}

function toValue(value: unknown): Value {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") {
    const date = DATE.exec(value);
    return date ? new Date(Number(date[1])).toISOString() : value;
  }
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) {
    const numbers = value.map((each) => member(each, "Value"));
    return numbers.every((each) => typeof each === "number") ? numbers : JSON.stringify(value);
  }
  const inner = member(value, "Value");
  if (typeof inner === "number") return inner;
  return targetId(value) ?? JSON.stringify(value);
}

function member(of: unknown, name: string): unknown {
  return typeof of === "object" && of !== null ? (of as Readonly<Record<string, unknown>>)[name] : undefined;
}
