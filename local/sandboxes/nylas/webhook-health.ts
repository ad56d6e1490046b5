/** Nearly everything fails for this long: the webhook is failing. */
const FAILING_AFTER_MS = 15 * 60_000;
const FAILING_SHARE = 0.95;
/** Still failing after this long: nothing is sent any more until somebody switches it on again. */
const FAILED_AFTER_MS = 72 * 3_600_000;

/** How the deliveries to one webhook have gone lately. Times are milliseconds since 1970. */
export class WebhookHealth {
  private answers: { readonly at: number; readonly ok: boolean }[] = [];
  private failingSince: number | null = null;

  /** Notes an answer. Gives what the webhook is from now on. */
  note(ok: boolean, at: number): "active" | "failing" | "failed" {
    this.answers = [...this.answers.filter((each) => at - each.at <= FAILING_AFTER_MS), { at, ok }];
    const failed = this.answers.filter((each) => !each.ok).length / this.answers.length;
    const isLong = at - this.answers[0]!.at >= FAILING_AFTER_MS * LONG_ENOUGH;
    if (ok && failed < FAILING_SHARE) this.failingSince = null;
    else if (failed >= FAILING_SHARE && isLong) this.failingSince ??= at;
    if (this.failingSince === null) return "active";
    return at - this.failingSince >= FAILED_AFTER_MS ? "failed" : "failing";
  }
}

/** One failure alone is no quarter of an hour: the answers must reach back most of it. */
const LONG_ENOUGH = 0.8;
