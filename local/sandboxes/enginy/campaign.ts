/** Steps of a campaign that the sandbox can take. The documentation has more (conditions, voice messages, WhatsApp, other campaigns). */
export type Step =
  | { readonly type: "email"; readonly content: string; readonly subject?: string }
  | { readonly type: "linkedin_message"; readonly content: string }
  | { readonly type: "linkedin_inmail"; readonly subject: string; readonly content: string }
  | { readonly type: "linkedin_connection" }
  | { readonly type: "linkedin_visit_profile" }
  | { readonly type: "linkedin_like_last_post" }
  | { readonly type: "task"; readonly taskType: string; readonly title: string; readonly note?: string }
  | { readonly type: "end" };

/** Where somebody is in a campaign, in the words of the documentation. */
export type LeadState = "Not started" | "In progress" | "Paused" | "Error" | "Finished" | "Replied";

export interface Lead {
  readonly contactId: number;
  readonly identityId: number;
  readonly state: LeadState;
  /** Why, where the state is `Error`. */
  readonly error?: string;
  /** Which step comes next, counted from 0. */
  readonly next: number;
  /** How often somebody looked whether a connection request was accepted; null where none is waited for. */
  readonly waited: number | null;
}

/** How likely something is to happen when a campaign takes a step, from 0 to 1. */
export interface Likelihood {
  readonly opened: number;
  readonly clicked: number;
  readonly replied: number;
  readonly accepted: number;
}

export interface Campaign {
  readonly id: number;
  readonly name: string;
  readonly steps: readonly Step[];
  /** Its messages are logged in the CRM that Enginy is connected to. */
  readonly messageSync: boolean;
  readonly identityIds: readonly number[];
  readonly likelihood: Likelihood;
}

export const LIKELY: Likelihood = { opened: 0.5, clicked: 0.25, replied: 0.15, accepted: 0.5 };
