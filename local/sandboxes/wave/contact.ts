/** A contact as Wave's assumed contract spells it (docs/wave-contract.md). */
export interface WaveContact {
  readonly id: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly emails: readonly WaveEmail[];
  readonly phones: readonly WavePhone[];
  readonly company: string | null;
  readonly jobTitle: string | null;
  readonly city: string | null;
  readonly address: string | null;
  readonly website: string | null;
  readonly language: string | null;
  readonly note: string | null;
  readonly assignedTo: { readonly email: string } | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface WaveEmail {
  readonly value: string;
  readonly primary: boolean;
}

export interface WavePhone {
  readonly value: string;
  readonly label: string | null;
  readonly primary: boolean;
}

/** A colleague contacts can be assigned to. */
export interface WaveMember {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly active: boolean;
}

/** What a caller may write: everything but the id and the times. */
export type WaveContactInput = Omit<WaveContact, "id" | "createdAt" | "updatedAt">;

/** A contact nobody has filled in yet. */
export const EMPTY_CONTACT: WaveContactInput = {
  firstName: null,
  lastName: null,
  emails: [],
  phones: [],
  company: null,
  jobTitle: null,
  city: null,
  address: null,
  website: null,
  language: null,
  note: null,
  assignedTo: null,
};
