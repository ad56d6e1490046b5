import "@testing-library/jest-dom";
import * as React from "react";
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { snapshotOf, type Snapshot } from "../../../controls/SyncPanel/adapters/snapshot";
import { datesFrom } from "../../../controls/shared/dates";
import { wordsFrom } from "../../../controls/shared/words";
import { Panel } from "../../../controls/SyncPanel/components/Panel";
import type { PanelProps } from "../../../controls/SyncPanel/components/panel-props";
import { openChannel, type Channel } from "../../../webresources/client";
import { FakeTransport } from "../../webresources/support/fake-transport";
import { readResx } from "../../webresources/support/resx";
import { answersFor, CONTACT_ID, contactRow } from "./samples";

export interface Stage {
  readonly transport: FakeTransport;
  readonly read: jest.Mock;
  readonly copy: jest.Mock;
  readonly confirm: jest.Mock;
  readonly labels: jest.Mock;
  readonly open: jest.Mock;
  readonly channel: Channel;
  readonly user: ReturnType<typeof userEvent.setup>;
  readonly destroy: () => void;
  /** Renders again with other props, as the framework does on updateView. */
  readonly update: (over: Partial<PanelProps>) => void;
  readonly container: HTMLElement;
}

export interface StageOptions {
  readonly row?: object;
  /** What reading does instead of giving `row`. */
  readonly read?: () => Promise<Snapshot>;
  readonly props?: Partial<PanelProps>;
  readonly transport?: FakeTransport;
  readonly language?: string;
  /** What both sides agreed on last, by column. */
  readonly agreed?: Readonly<Record<string, string | null>>;
}

const LABELS: Readonly<Record<string, string>> = { jobtitle: "Job Title", websiteurl: "Website" };

/** The words of the panel's own resource file. */
export function panelWords(language = "1033") {
  const texts = readResx(`controls/SyncPanel/strings/SyncPanel.${language}.resx`);
  return wordsFrom({ getString: (key: string) => texts.get(key) ?? key });
}

/** Puts the panel on the stage and waits until its first request is answered. */
export async function stage(options: StageOptions = {}): Promise<Stage> {
  const words = panelWords(options.language);
  const transport = options.transport ?? new FakeTransport();
  const life = new AbortController();
  const channel = openChannel();
  const copy = jest.fn().mockResolvedValue(undefined);
  const confirm = jest.fn().mockResolvedValue(true);
  const open = jest.fn();
  const labels = jest.fn(async (_table: string, columns: readonly string[]) => {
    return columns.map((column) => LABELS[column] ?? column);
  });
  const read = jest.fn(
    options.read ??
      (async () =>
        snapshotOf(answersFor({ ...contactRow(), ...options.row }, options.agreed), words("TheSystem"))),
  );
  const formatting = { formatTime: (date: Date) => date.toISOString().slice(0, 16) };
  const props: PanelProps = {
    record: { table: "contact", id: CONTACT_ID },
    readOnly: false,
    mayAct: true,
    hostOffline: false,
    language: 1033,
    words,
    dates: datesFrom({ formatting } as never, words),
    services: {
      read,
      transport,
      channel,
      copy,
      confirm,
      labels,
      open,
      destroyed: life.signal,
    },
    ...options.props,
  };
  const view = render(<Panel {...props} />);
  await settle();
  return {
    transport,
    read,
    copy,
    confirm,
    labels,
    open,
    channel,
    user: userEvent.setup({ advanceTimers: advance }),
    container: view.container,
    destroy: () => {
      life.abort();
      channel.close();
    },
    update: (over) => view.rerender(<Panel {...props} {...over} />),
  };
}

/** Lets answers arrive and effects run. */
export async function settle(milliseconds = 0): Promise<void> {
  await act(async () => {
    await jest.advanceTimersByTimeAsync(milliseconds);
  });
}

const advance = (milliseconds: number) => jest.advanceTimersByTime(milliseconds);

/** The button for a kind of operation, by its English name. */
export const button = (name: string | RegExp) => screen.getByRole("button", { name });

/** What a screen reader has been told last. */
export const said = () => screen.getByRole("status").textContent;
