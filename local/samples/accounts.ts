import type { AccountInput } from "../sandboxes/front/account";

/** An account of Dynamics to begin with, and what becomes of it once Front is connected. */
export interface SampleAccount {
  readonly accountid: string;
  readonly name: string;
  readonly websiteurl?: string;
  readonly description?: string;
  readonly address1_city?: string;
  readonly becomes:
    | "made"
    | "joinedByDomain"
    | "joinedByName"
    | "joinedById"
    | "ambiguous"
    | "linkedElsewhere"
    | "nameInUse"
    | "invalidDomain"
    | "commonDomain"
    | "domainTaken";
}

const id = (n: number) => `a0c0ffee-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;

/** Five languages; some match Front's, some are ambiguous, some are broken in the ways that Front's own sync knows. */
export const SAMPLE_ACCOUNTS: readonly SampleAccount[] = [
  ["Grupo Marítimo", undefined, "Vigo", "made"],
  ["Harbor & Pine Ltd", "https://www.harborpine.co.uk", "Bristol", "joinedByDomain"],
  ["Northgate Logistics Inc.", "https://northgate-logistics.com", "Baltimore", "made"],
  ["Redwood Analytics", "https://gmail.com", "Portland", "commonDomain"],
  ["Müller Feinmechanik GmbH", "mueller-feinmechanik.de", "Jena", "made"],
  ["Nordlicht Energie AG", "https://nordlicht-energie.de", "Kiel", "joinedByName"],
  ["Bäckerei Sonnenschein", "keine Webseite", "Fürth", "invalidDomain"],
  ["Kaiser Verlag KG", "https://kaiser-verlag.de", "Leipzig", "domainTaken"],
  ["Atelier du Vent SAS", undefined, "Nantes", "ambiguous"],
  ["Boulangerie Étoile SARL", "https://boulangerie-etoile.fr", "Lyon", "made"],
  ["Clavier Conseil", "https://clavier-conseil.fr", "Lille", "linkedElsewhere"],
  ["Viñedos del Sur S.L.", "https://vinedosdelsur.es", "Jerez", "joinedById"],
  ["株式会社さくら商事", "https://sakura-shoji.co.jp", "大阪市", "joinedByDomain"],
  ["有限会社北斗工業", "https://hokuto-kogyo.co.jp", "札幌市", "made"],
  ["GRUPO MARÍTIMO", undefined, "Cádiz", "nameInUse"],
].map(([name, websiteurl, city, becomes], at) => ({
  accountid: id(at + 1),
  name: name!,
  ...(websiteurl === undefined ? {} : { websiteurl }),
  address1_city: city!,
  becomes: becomes as SampleAccount["becomes"],
}));

const idOf = (name: string) => SAMPLE_ACCOUNTS.find((account) => account.name === name)!.accountid;

/** Front's accounts to begin with. */
export const SAMPLE_FRONT_ACCOUNTS: readonly (AccountInput & { readonly name: string })[] = [
  { name: "Harbor and Pine", domains: ["harborpine.co.uk"], custom_fields: { Segment: "Enterprise" } },
  { name: "NORDLICHT ENERGIE AG" },
  { name: "Kaiser Verlag KG", external_id: idOf("Kaiser Verlag KG") },
  { name: "Kaiser Buchversand", domains: ["kaiser-verlag.de"] },
  { name: "Atelier du Vent SAS", description: "Nantes" },
  { name: "Atelier du vent SAS", description: "Rezé" },
  { name: "Clavier", domains: ["clavier-conseil.fr"], external_id: "0015g00000XyZ12AAF" },
  { name: "Viñedos", external_id: idOf("Viñedos del Sur S.L.") },
  { name: "さくら商事", domains: ["sakura-shoji.co.jp"] },
  { name: "Only in Front Oy", domains: ["only-in-front.fi"] },
];
