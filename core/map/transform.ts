import type { ColumnInfo } from "../mapping/columns";
import type { Transformation } from "../mapping/types";
import type { Value } from "../records";
import { isEmpty } from "../values/empty";
import { fromChoice, toChoice } from "./transformations/choice";
import { cut } from "./transformations/cut";
import { date } from "./transformations/date";
import { letterCase } from "./transformations/letter-case";
import { fromLinked } from "./transformations/linked";
import { fromLookup, toLookup } from "./transformations/lookup";
import { fromOwner, toOwner } from "./transformations/owner";
import { phone } from "./transformations/phone";
import { addPrefix, stripPrefix } from "./transformations/prefix";
import type { MapContext, Mapped } from "./types";

/** One transformation of a value on its way to Dataverse. Nothing stays nothing, except that an owner may be found for it. */
export function transformForDataverse(
  rule: Transformation,
  value: Value,
  column: ColumnInfo,
  context: MapContext,
): Mapped {
  if (rule.kind === "owner") return toOwner(value, context);
  if (isEmpty(value)) return { value: null };
  switch (rule.kind) {
    case "cut":
      return cutTo(String(value), rule.length);
    case "case":
      return { value: letterCase(String(value), rule.to) };
    case "phone":
      return { value: phone(String(value), rule.defaultCountry) };
    case "prefix":
      return { value: addPrefix(String(value), rule.text) };
    case "recordUrl":
    case "linked":
      return { leftOut: "wrongType" };
    case "lookup":
      return toLookup(value, rule, context);
    case "date":
      return orLeftOut(date(value, rule.to), "wrongType");
    case "choice":
      return orLeftOut(toChoice(value, rule, column.choices ?? []), "notInChoices");
  }
}

/**
 * One transformation backwards, on the way to the system. What only dresses a value for Dataverse (cut, case) has no way back:
 * what a person typed goes as typed.
 */
export function transformForSystem(
  rule: Transformation,
  value: Value,
  column: ColumnInfo,
  context: MapContext,
): Mapped {
  if (isEmpty(value)) return { value: null };
  switch (rule.kind) {
    case "cut":
    case "case":
      return { value };
    case "phone":
      return { value: phone(String(value), rule.defaultCountry) };
    case "prefix":
      return { value: stripPrefix(String(value), rule.text) };
    case "recordUrl":
      return orLeftOut(
        context.recordUrl === undefined ? null : context.recordUrl + String(value),
        "wrongType",
      );
    case "lookup":
      return fromLookup(value, rule, context);
    case "linked":
      return fromLinked(value, rule, context);
    case "owner":
      return fromOwner(value, context);
    case "date":
      return orLeftOut(date(value, rule.to), "wrongType");
    case "choice":
      return orLeftOut(fromChoice(value, rule, column.choices ?? []), "notInChoices");
  }
}

function cutTo(text: string, length: number): Mapped {
  const value = cut(text, length);
  if (value === text) return { value };
  return value === "" ? { leftOut: "tooLong" } : { value, cutTo: length };
}

function orLeftOut(value: Value, leftOut: "wrongType" | "notInChoices"): Mapped {
  return value === null ? { leftOut } : { value };
}
