import { EMPTY_CONTACT, type WaveContact } from "../../../local/sandboxes/wave";

const YEAR_AGO = "2025-01-05T09:00:00.000Z";

/** A contact as Wave holds it; email and phone in short. */
export function person(
  id: string,
  values: Partial<WaveContact> & { readonly email?: string; readonly phone?: string } = {},
): WaveContact {
  const { email, phone, ...more } = values;
  return {
    ...EMPTY_CONTACT,
    id,
    firstName: "Ines",
    lastName: `Vasseur ${id}`,
    ...(email ? { emails: [{ value: email, primary: true }] } : {}),
    ...(phone ? { phones: [{ value: phone, label: "mobile", primary: true }] } : {}),
    createdAt: YEAR_AGO,
    updatedAt: YEAR_AGO,
    ...more,
  };
}
