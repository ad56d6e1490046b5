import { hasValue, type Mapped } from "../map/types";
import type { FieldReason } from "../plan/types";
import { isEmpty } from "../values/empty";
import type { MergeInput, MergeResult, Side } from "./types";
import { settleConflict } from "./conflict";

/**
 * The three-way merge of one field. It looks at states only, never at which event woke it, so the order of events
 * cannot matter. Nothing is written unless its source changed since both sides last agreed.
 */
export function mergeField(input: MergeInput): MergeResult {
  if (agree(input)) return { verdict: "unchanged", reason: "same" };
  const decided = input.decision && decide(input, input.decision);
  if (decided) return decided;
  if (input.given) return write(input, input.given.by, input.given.reason);
  // Whatever has changed since, and whoever changed it last: that was asked, and nobody has answered.
  if (input.open) return askAgain({ ...input, policy: "ask" });
  const changed = changedSides(input);
  if (changed.system && changed.dataverse) return mergeBoth(input);
  const firstSync = input.base === null;
  if (changed.system) return write(input, "system", firstSync ? "firstSync" : "changedInSystem");
  if (changed.dataverse)
    return (
      partWouldBeLost(input) ?? write(input, "dataverse", firstSync ? "firstSync" : "changedInDataverse")
    );
  // They differ, but as they did when they were last settled (a value that was cut, a rule changed later).
  return { verdict: "unchanged", reason: "same" };
}

/** Both sides mean the same: seen from Dataverse, or seen from the system. */
function agree(input: MergeInput): boolean {
  if (isEmpty(input.system) && isEmpty(input.dataverse)) return !ownerIsDue(input);
  const { asDataverse, asSystem } = input;
  if (hasValue(asDataverse) && input.sameInDataverse(asDataverse.value, input.dataverse)) return true;
  return hasValue(asSystem) && !isEmpty(input.dataverse) && input.sameInSystem(asSystem.value, input.system);
}

/** Nothing on both sides, yet a rule makes a value of nothing: the default owner of a new row. */
function ownerIsDue(input: MergeInput): boolean {
  return hasValue(input.asDataverse) && !isEmpty(input.asDataverse.value);
}

function changedSides(input: MergeInput): Readonly<Record<Side, boolean>> {
  const { base } = input;
  if (base === null) {
    // Never agreed: an empty side has nothing to say, it only receives.
    if (isEmpty(input.dataverse)) return { system: true, dataverse: false };
    return { system: !isEmpty(input.system), dataverse: true };
  }
  return {
    system: !input.sameInSystem(base.system, input.system),
    dataverse: !input.sameInDataverse(base.dataverse, input.dataverse),
  };
}

/**
 * The column held only a cut of the system's value when it was edited. Writing the edit back would drop the rest, which a
 * person typed too; only where Dataverse always wins does that happen unasked. Null when nothing would be lost.
 */
function partWouldBeLost(input: MergeInput): MergeResult | null {
  const { asDataverse, base, policy } = input;
  if (
    input.toSystem !== true ||
    input.writeRule === "onlyWhenEmpty" ||
    policy === "dataverse" ||
    base === null
  )
    return null;
  if (!hasValue(asDataverse) || asDataverse.cutTo === undefined) return null;
  if (!input.sameInDataverse(asDataverse.value, base.dataverse)) return null;
  if (policy === "system") return { verdict: "leftOut", reason: "bothChangedSystemWins" };
  return { verdict: "conflict", reason: "partWouldBeLost" };
}

/**
 * A person's word stands above every rule. Where the line never writes over the side she chose, it is settled as it is; null where
 * there was nothing to settle: only the other side has changed, and she may not have seen that.
 */
function decide({ keepsPhoneNumber: _kept, ...input }: MergeInput, side: Side): MergeResult | null {
  const result = write({ ...input, writeRule: "overwrite" }, side, "decided");
  if (result.reason !== "oneWay") return result;
  const changed = changedSides(input);
  const inQuestion = input.open || (changed.system && changed.dataverse);
  return inQuestion ? { verdict: "unchanged", reason: "decided" } : null;
}

function askAgain(input: MergeInput): MergeResult {
  return partWouldBeLost(input) ?? mergeBoth(input);
}

function mergeBoth(input: MergeInput): MergeResult {
  const bothHeld = !isEmpty(input.system) && !isEmpty(input.dataverse);
  if (input.writeRule === "onlyWhenEmpty" && bothHeld) return { verdict: "leftOut", reason: "onlyWhenEmpty" };
  // Both have changed since we wrote last, so neither holds what is ours.
  if (input.writeRule === "emptyOrOurs" && bothHeld) return { verdict: "leftOut", reason: "notOurs" };
  if (input.toDataverse !== true && input.toSystem !== true) {
    // What another sync may settle is not settled by this one, whatever the line never does.
    const reason = input.toSystem === "notThisWay" ? input.toSystem : input.toDataverse;
    return { verdict: "leftOut", reason };
  }
  const settled = settleConflict(input);
  if (settled.winner === null) return { verdict: "conflict", reason: settled.reason };
  const result = write(input, settled.winner, settled.reason);
  // The winner keeps its value and the line never writes to the other side: the policy is the reason, not the direction.
  return result.reason === "oneWay" ? { ...result, reason: settled.reason } : result;
}

/** Writes the winner's value to the other side, if that side may be written and can hold it. */
function write(input: MergeInput, winner: Side, reason: FieldReason): MergeResult {
  const toDataverse = winner === "system";
  const allowed = toDataverse ? input.toDataverse : input.toSystem;
  if (allowed !== true) return { verdict: "leftOut", reason: allowed };
  const target = toDataverse ? input.dataverse : input.system;
  if (input.writeRule === "onlyWhenEmpty" && !isEmpty(target))
    return { verdict: "leftOut", reason: "onlyWhenEmpty" };
  if (input.writeRule === "emptyOrOurs" && !isEmpty(target) && !isOurs(input, winner))
    return { verdict: "leftOut", reason: "notOurs" };
  if (toDataverse && input.keepsPhoneNumber?.()) return { verdict: "leftOut", reason: "phoneNumberKept" };
  const mapped: Mapped = toDataverse ? input.asDataverse : input.asSystem;
  if (!hasValue(mapped)) return { verdict: "leftOut", reason: mapped.leftOut };
  const verdict = toDataverse ? "writeDataverse" : "writeSystem";
  const cutTo = mapped.cutTo === undefined ? {} : { cutTo: mapped.cutTo };
  return { verdict, reason, result: mapped.value, ...cutTo };
}

/** The side to be written still holds what both agreed on last. */
function isOurs(input: MergeInput, winner: Side): boolean {
  const { base } = input;
  if (base === null) return false;
  return winner === "system"
    ? input.sameInDataverse(base.dataverse, input.dataverse)
    : input.sameInSystem(base.system, input.system);
}
