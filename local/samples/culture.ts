/** Words of one language, enough to make business cards that look like people. All companies and people are invented. */
export interface Culture {
  /** BCP 47 tag, as it stands in the contact. */
  readonly language: string;
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  readonly companies: readonly string[];
  readonly jobTitles: readonly string[];
  readonly cities: readonly string[];
  readonly notes: readonly string[];
  /** A phone number of the country's range for fiction, where it has one; `#` stands for a digit. */
  readonly phone: string;
}
