/** Labels as Dataverse's metadata carries them. */
export interface MetadataLabel {
  readonly UserLocalizedLabel?: { readonly Label: string; readonly LanguageCode: number } | null;
  readonly LocalizedLabels?: readonly { readonly Label: string; readonly LanguageCode: number }[];
}

/** The label in the user's language, else in the base language, else `fallback`. */
export function labelText(label: MetadataLabel | null | undefined, fallback: string): string {
  return label?.UserLocalizedLabel?.Label ?? label?.LocalizedLabels?.[0]?.Label ?? fallback;
}
