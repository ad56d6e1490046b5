import { generateContacts, SELLER_EMAIL } from "../../local/samples";
import { App } from "./app";
import { World } from "./world";

/** A synced contact of the seller's, open on her form. */
export interface LinkedContact {
  readonly world: World;
  readonly app: App;
  readonly waveId: string;
  readonly contactId: string;
  /** Types a job title into the form and saves. */
  saveJobTitle(jobTitle: string): Promise<void>;
  /** Waits until the panel says this, and sees to it that it says nothing green beside. */
  says(status: string): Promise<void>;
  close(): Promise<void>;
}

export async function openLinkedContact(): Promise<LinkedContact> {
  const contacts = generateContacts(30, 1);
  const { id: waveId } = contacts.find((one) => one.assignedTo?.email === SELLER_EMAIL && one.jobTitle)!;
  const world = await World.synced({ contacts });
  const app = await App.open(world, "seller");
  const { contactid } = await (await world.as("seller")).contactOf(waveId, "jobtitle");
  const contactId = String(contactid);
  await app.openContact(contactId);
  return {
    world,
    app,
    waveId,
    contactId,
    async saveJobTitle(jobTitle) {
      await app.field("Job title").fill(jobTitle);
      await app.command("Save");
    },
    async says(status) {
      await app.panel.getByText(status, { exact: true }).first().waitFor();
      if (status !== "In sync") expect(await app.panel.getByText("In sync", { exact: true }).count()).toBe(0);
    },
    async close() {
      await app.close();
      await world.close();
    },
  };
}
