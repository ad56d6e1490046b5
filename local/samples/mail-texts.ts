import type { NewMail, Person } from "../sandboxes/nylas";

/** What is written in turn, the contact first. */
export const CONVERSATIONS: readonly { readonly subject: string; readonly texts: readonly string[] }[] = [
  {
    subject: "Renewal of our contract",
    texts: [
      "Hello, our contract ends in March. Could you send me a quote for another year?",
      "Gladly. It is attached to my next mail; the price stays as it is.",
      "Thank you, that looks good. I will have it signed this week.",
    ],
  },
  {
    subject: "Fragen zur Lieferung",
    texts: [
      "Guten Tag, können Sie die zweite Lieferung eine Woche früher schicken?",
      "Guten Tag, das geht. Sie kommt am Dienstag.",
    ],
  },
  {
    subject: "Rendez-vous à la foire",
    texts: ["Bonjour, serez-vous à la foire en avril ? J’aimerais voir la nouvelle machine."],
  },
  {
    subject: "Reunión del jueves",
    texts: [
      "Hola, ¿podemos mover la reunión al viernes?",
      "Claro, el viernes a las diez.",
      "Perfecto, gracias.",
      "Hasta el viernes.",
    ],
  },
];

interface Parts {
  readonly seller: Person;
  readonly colleague: Person;
  readonly contacts: readonly Person[];
  readonly date: number;
  readonly messageId: string;
}

/** What a mailbox holds besides conversations with one contact: each shows something that a rule has to decide. */
export const ODD_MAILS: readonly ((parts: Parts) => NewMail)[] = [
  // Several contacts in one mail.
  ({ contacts, ...mail }) => ({
    ...facts(mail),
    from: mail.seller,
    to: contacts.slice(0, 2),
    cc: contacts.slice(2),
    subject: "Invitation to our open house",
    body: "<p>You are invited, all three of you.</p>",
  }),
  // Among colleagues.
  ({ colleague, seller, ...mail }) => ({
    ...facts(mail),
    from: colleague,
    to: [seller],
    subject: "Lunch?",
    body: "<p>At one, at the corner?</p>",
  }),
  // Nobody reads what is answered.
  ({ seller, ...mail }) => ({
    ...facts(mail),
    from: { name: "Trade fair news", email: "no-reply@fair-news.example" },
    to: [seller],
    subject: "Your weekly news",
    body: '<p>What is new.</p><img src="https://fair-news.example/pixel.gif" width="1" height="1">',
  }),
  // Somebody nobody knows yet.
  ({ seller, ...mail }) => ({
    ...facts(mail),
    from: { name: "Wanda Unbekannt", email: "wanda@not-yet-known.example" },
    to: [seller],
    subject: "A first question",
    body: "<p>Hello, do you deliver to Portugal?</p>",
  }),
  // The copy in Sent has no Message-ID.
  ({ contacts, seller, ...mail }) => ({
    ...facts(mail),
    messageId: null,
    from: seller,
    to: contacts.slice(0, 1),
    subject: "As promised",
    body: "<p>Here is what I promised.</p>",
    attachments: [{ filename: "offer.pdf", contentType: "application/pdf", size: 24_000, isInline: false }],
  }),
  // To herself, a contact in Bcc.
  ({ contacts, colleague, ...mail }) => ({
    ...facts(mail),
    from: colleague,
    to: [colleague],
    bcc: contacts.slice(0, 1),
    subject: "Minutes of our call",
    body: "<p>For all of us.</p>",
  }),
];

const facts = ({ date, messageId }: Pick<Parts, "date" | "messageId">) => ({ date, messageId });
