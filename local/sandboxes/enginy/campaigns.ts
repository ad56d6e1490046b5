import { Random } from "../../samples/random";
import { LIKELY, type Campaign, type Lead, type Likelihood, type Step } from "./campaign";
import { notFound } from "./errors";
import type { Engagement } from "./engagement";
import type { Message } from "./messages";
import type { EnginyContact } from "./record";
import type { RecordStore } from "./record-store";
import type { Tasks } from "./tasks";

/** So often somebody looks whether a connection request was accepted. */
const PATIENCE = 3;

type Taken = Partial<Omit<Lead, "contactId">>;

/** What a campaign is made of; what is left out has a value that makes sense. */
export type NewCampaign = Partial<Omit<Campaign, "id" | "likelihood">> & {
  readonly name: string;
  readonly likelihood?: Partial<Likelihood>;
};

interface Running extends Campaign {
  /** Steps it has taken. */
  readonly tick: number;
  readonly leads: Map<number, Lead>;
}

interface Parts {
  readonly contacts: RecordStore<EnginyContact>;
  readonly engagement: Engagement;
  readonly tasks: Tasks;
}

/** Campaigns, which run a step at a time: what happens is the same for the same seed, campaign, contact and step. */
export class Campaigns {
  private running: Running[] = [];

  constructor(
    private readonly parts: Parts,
    private readonly seed: number,
  ) {}

  /** The id of the one with this name; one without steps is made where there is none. */
  idOf(name: string): number {
    return (this.running.find((each) => each.name === name) ?? this.create({ name })).id;
  }

  nameOf(id: number): string | undefined {
    return this.running[id - 1]?.name;
  }

  list(): readonly Campaign[] {
    return this.running;
  }

  leadsOf(id: number): readonly Lead[] {
    return [...this.get(id).leads.values()];
  }

  /** @throws EnginyFault 404 */
  get(id: number): Running {
    const found = this.running[id - 1];
    if (!found) throw notFound(`Campaign ${id} not found`);
    return found;
  }

  create(input: NewCampaign): Campaign {
    const campaign = {
      steps: [],
      messageSync: true,
      identityIds: [],
      ...input,
      likelihood: { ...LIKELY, ...input.likelihood },
      id: this.running.length + 1,
      tick: 0,
      leads: new Map<number, Lead>(),
    };
    this.running.push(campaign);
    return campaign;
  }

  /** Adds contacts; the identities of the campaign take turns. @throws EnginyFault 404 */
  enrol(id: number, contactIds: readonly number[]): void {
    const { identityIds, leads } = this.get(id);
    for (const contactId of contactIds) {
      const { campaigns } = this.parts.contacts.get(contactId);
      const identityId = identityIds[leads.size % identityIds.length] ?? 0;
      leads.set(contactId, { contactId, identityId, state: "Not started", next: 0, waited: null });
      if (!campaigns.includes(id)) this.parts.contacts.update(contactId, { campaigns: [...campaigns, id] });
    }
  }

  /** For everybody in it: what the contact did since the last step, then the next step. */
  step(id: number): void {
    const campaign = this.get(id);
    this.running[id - 1] = { ...campaign, tick: campaign.tick + 1 };
    for (const lead of campaign.leads.values()) {
      if (lead.state !== "Not started" && lead.state !== "In progress") continue;
      const contact = this.parts.contacts.find(lead.contactId);
      if (!contact) continue;
      const random = new Random(this.seed + id * 7919 + contact.id * 104_729 + campaign.tick * 1_299_709);
      const taken = this.reacted(campaign, lead, random) ?? this.takeStep(campaign, lead, contact, random);
      campaign.leads.set(contact.id, { ...lead, ...taken });
    }
  }

  clear(): void {
    this.running = [];
  }

  /** Emails are opened and clicked, and somebody answers perhaps: then the sequence stops. */
  private reacted({ id, likelihood }: Campaign, lead: Lead, random: Random): Taken | undefined {
    const { engagement } = this.parts;
    const happens = (how: number) => random.next() < how;
    const sent = engagement.messages
      .of(lead.contactId)
      .filter(({ campaignId, shown }) => campaignId === id && shown.isAutosent);
    for (const { shown } of sent) {
      if (shown.type !== "EMAIL" || !happens(likelihood.opened)) continue;
      engagement.messages.count(shown.id, "viewCount");
      if (happens(likelihood.clicked)) engagement.messages.count(shown.id, "clickCount");
    }
    const last = sent.at(-1);
    if (!last || !happens(likelihood.replied)) return undefined;
    engagement.reply(last, random.pick(ANSWERS));
    return { state: "Replied" };
  }

  private takeStep(campaign: Campaign, lead: Lead, contact: EnginyContact, random: Random): Taken {
    const { engagement, tasks } = this.parts;
    const about = { contactId: contact.id, senderIdentityId: lead.identityId, campaignId: campaign.id };
    const onwards: Taken = { state: "In progress", next: lead.next + 1, waited: null };
    if (lead.waited !== null) {
      if (random.next() < campaign.likelihood.accepted) {
        engagement.act("CONNECTION_REQUEST_ACCEPTED", about);
        return onwards;
      }
      return lead.waited + 1 < PATIENCE ? { waited: lead.waited + 1 } : { state: "Finished" };
    }
    const step = campaign.steps[lead.next];
    if (!step || step.type === "end") return { state: "Finished" };
    const error = problem(step, contact);
    if (error) return { state: "Error", error };
    switch (step.type) {
      case "linkedin_connection":
        engagement.act("CONNECTION_REQUEST_SENT", about);
        return { state: "In progress", waited: 0 };
      case "linkedin_visit_profile":
        engagement.act("PROFILE_VISITED", about);
        return onwards;
      case "linkedin_like_last_post":
        engagement.act("POST_LIKED", about);
        return onwards;
      case "task":
        tasks.add({
          contactId: contact.id,
          subject: step.title,
          type: step.taskType,
          description: step.note,
        });
        return onwards;
      default:
        engagement.send({
          ...about,
          ...letter(step, contact),
          isAutosent: true,
          place: place(campaign, step),
        });
        return onwards;
    }
  }
}

type Letter = Extract<Step, { readonly content: string }>;

const TYPES = { email: "EMAIL", linkedin_message: "LINKEDIN", linkedin_inmail: "INMAIL" } as const;

/** What contacts write. */
const ANSWERS = [
  "Thanks, let us talk on Tuesday.",
  "Not now, please ask again in spring.",
  "Who gave you my address?",
];

function letter(step: Letter, contact: EnginyContact) {
  const subject = "subject" in step ? (step.subject ?? null) : null;
  return {
    type: TYPES[step.type],
    subject: subject && filled(subject, contact),
    content: filled(step.content, contact),
  };
}

/** `{{firstName}}` and the like stand for what is known of the contact. */
const filled = (text: string, contact: EnginyContact) =>
  text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) =>
    String(contact[name as keyof EnginyContact] ?? ""),
  );

const isLetter = (step: Step): step is Letter => "content" in step;

/** Which of the messages of its sequence one is. */
function place({ steps }: Campaign, step: Letter): Message["place"] {
  const letters = steps.filter(isLetter);
  return { index: letters.indexOf(step) + 1, of: letters.length };
}

/** What keeps a step from being taken, in the words of the documentation. */
function problem(step: Step, contact: EnginyContact): string | undefined {
  if (step.type === "email") return contact.professionalEmail === null ? "Missing contact email" : undefined;
  if (!step.type.startsWith("linkedin")) return undefined;
  return contact.linkedInProfileUrl === null ? "Lead not scraped" : undefined;
}
