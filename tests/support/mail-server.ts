import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { readMail, type ReadMail } from "./read-mail";

export interface ReceivedMail extends ReadMail {
  /** Envelope: who really gets it. */
  readonly to: readonly string[];
  readonly from: string;
  /** It came over an encrypted connection. */
  readonly secure: boolean;
  readonly user: string | undefined;
}

/** A mail server on loopback that keeps what it gets. */
export interface MailServer {
  readonly port: number;
  /** `smtp://127.0.0.1:port` */
  readonly url: string;
  readonly mails: ReceivedMail[];
  /** What it says to every mail instead of taking it; null: it takes it. */
  refusal: { readonly code: number; readonly text: string } | null;
  /** Mails it was offered, taken or not. */
  readonly offered: () => number;
  close(): Promise<void>;
}

export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  let offered = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    logger: false,
    onAuth: ({ username }, _session, callback) => callback(null, { user: username }),
    onMailFrom: (_address, _session, callback) => {
      offered += 1;
      const { refusal } = box;
      callback(refusal && Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        mails.push({
          ...readMail(Buffer.concat(chunks).toString("utf8")),
          to: session.envelope.rcptTo.map(({ address }) => address),
          from: session.envelope.mailFrom ? session.envelope.mailFrom.address : "",
          secure: session.secure,
          user: session.user as string | undefined,
        });
        callback(null);
      });
    },
    ...options,
  });
  server.on("error", () => {});
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const { port } = listening.address() as AddressInfo;
  const box: MailServer = {
    port,
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refusal: null,
    offered: () => offered,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return box;
}
