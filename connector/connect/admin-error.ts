import { fill } from "../../core/issues/fill";
import type { Problem } from "../../core/operation/types";
import texts from "./texts.json";

export type AdminCode = keyof typeof texts;

/** An admin's request failed; says what happened and what to do next. */
export class AdminError extends Error {
  override readonly name = "AdminError";

  constructor(
    readonly status: 400 | 401 | 404 | 409 | 502,
    readonly code: AdminCode,
    readonly params: Readonly<Record<string, string>> = {},
  ) {
    super(code);
  }

  get problem(): Problem {
    return adminProblem(this.code, this.params);
  }
}

/** An admin problem in words. */
export function adminProblem(code: AdminCode, params: Readonly<Record<string, string>> = {}): Problem {
  const { message, nextStep } = texts[code];
  return { code, message: fill(message, params), nextStep: fill(nextStep, params) };
}
