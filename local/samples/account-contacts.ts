import type { ContactInput, Handle } from "../sandboxes/front/contact";
import { SAMPLE_ACCOUNTS } from "./accounts";

/** A contact of Dynamics who works for one of the sample accounts, and what becomes of her once contacts are synced to Front. */
export interface SampleContact {
  readonly contactid: string;
  readonly firstname: string;
  readonly lastname: string;
  readonly jobtitle: string;
  readonly emailaddress1?: string;
  readonly mobilephone?: string;
  /** Id of her account. */
  readonly account: string;
  readonly becomes:
    | "made"
    | "joinedByAddress"
    /** Her account is not in Front: she is, by herself. */
    | "withoutAccount"
    | "numberTaken"
    | "addressMissing";
}

const id = (n: number) => `c0c0ffee-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
const idOf = (name: string) => SAMPLE_ACCOUNTS.find((account) => account.name === name)!.accountid;

/** Five languages, as the accounts they work for; some are Front's already, some cannot go there as they are. */
export const SAMPLE_CONTACTS: readonly SampleContact[] = [
  [
    "Xiana",
    "Outeiro",
    "Directora de compras",
    "Grupo Marítimo",
    "xiana.outeiro@grupo-maritimo.example",
    "made",
  ],
  [
    "Emma",
    "Whitfield",
    "Head of Purchasing",
    "Harbor & Pine Ltd",
    "emma.whitfield@harborpine.example",
    "made",
  ],
  ["Oliver", "Marsh", "Office Manager", "Harbor & Pine Ltd", "O.Marsh@HarborPine.example", "joinedByAddress"],
  ["Hannah", "Brooks", "Fleet Manager", "Northgate Logistics Inc.", undefined, "addressMissing"],
  [
    "Jürgen",
    "Weiß",
    "Einkaufsleiter",
    "Müller Feinmechanik GmbH",
    "j.weiss@mueller-feinmechanik.example",
    "made",
  ],
  [
    "Käthe",
    "Vogel",
    "Assistenz",
    "Müller Feinmechanik GmbH",
    "k.vogel@mueller-feinmechanik.example",
    "numberTaken",
  ],
  [
    "Sönke",
    "Petersen",
    "Projektleiter",
    "Nordlicht Energie AG",
    "s.petersen@nordlicht-energie.example",
    "made",
  ],
  ["Maëlle", "Le Goff", "Gérante", "Atelier du Vent SAS", "maelle@atelier-du-vent.example", "withoutAccount"],
  [
    "Zoé",
    "Lefèvre",
    "Responsable des achats",
    "Boulangerie Étoile SARL",
    "zoe@boulangerie-etoile.example",
    "made",
  ],
  ["Íñigo", "Núñez", "Enólogo", "Viñedos del Sur S.L.", "inigo@vinedosdelsur.example", "joinedByAddress"],
  ["花子", "佐藤", "購買部長", "株式会社さくら商事", "hanako.sato@sakura-shoji.example", "made"],
  ["健", "山本", "営業", "有限会社北斗工業", "ken.yamamoto@hokuto-kogyo.example", "made"],
].map(([firstname, lastname, jobtitle, account, emailaddress1, becomes], at) => ({
  contactid: id(at + 1),
  firstname: firstname!,
  lastname: lastname!,
  jobtitle: jobtitle!,
  ...(emailaddress1 === undefined ? {} : { emailaddress1 }),
  ...(becomes === "numberTaken" ? { mobilephone: "+49 3641 555 0100" } : {}),
  account: idOf(account!),
  becomes: becomes as SampleContact["becomes"],
}));

const email = (handle: string): Handle => ({ source: "email", handle });

/** Front's contacts to begin with: people who have written to it. */
export const SAMPLE_FRONT_CONTACTS: readonly (ContactInput & { readonly handles: readonly Handle[] })[] = [
  { name: "oliver", handles: [email("o.marsh@harborpine.example")], custom_fields: { Role: "Gatekeeper" } },
  {
    name: "",
    handles: [email("inigo@vinedosdelsur.example"), { source: "twitter", handle: "@vinedosdelsur" }],
  },
  { name: "Zentrale Jena", handles: [{ source: "phone", handle: "+4936415550100" }] },
  { name: "Only in Front", handles: [email("hello@only-in-front.example")] },
];
