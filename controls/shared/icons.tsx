import * as React from "react";

/**
 * The panel's own icons: twenty of the some thousand in @fluentui/react-icons would still bring its wrapper
 * along. Drawn on 20 x 20 in the line weight of Fluent's regular set; they take the text's colour, so they
 * follow the theme and high contrast, and they are hidden from screen readers: a word stands beside each.
 */
const PATHS = {
  check: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM6.8 10.2l2.2 2.2 4.3-4.6",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4.2l2.8 1.6",
  error: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM7.4 7.4l5.2 5.2M12.6 7.4l-5.2 5.2",
  warning: "M10 3l8 14H2ZM10 8v4M10 14v.1",
  pause: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM8 7.5v5M12 7.5v5",
  unlinked: "M8 6l2-2a4 4 0 0 1 6 6l-2 2M12 14l-2 2a4 4 0 0 1-6-6l2-2M4 4l12 12",
  up: "M10 13V3.5M6.3 7 10 3.3 13.7 7M4 16.5h12",
  down: "M10 3.5V13M6.3 9.5l3.7 3.7 3.7-3.7M4 16.5h12",
  eye: "M3 10c3-6 11-6 14 0M10 14a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z",
  right: "M3.5 10h13M12 5.5l4.5 4.5-4.5 4.5",
  minus: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM6.8 10h6.4",
  equal: "M5 8h10M5 12h10",
  copy: "M8 4h8v9M4 7h8v9H4Z",
  done: "M4.5 10.5l3.7 3.7 7.3-8",
  open: "M12 4h4v4M16 4 9 11M8 5H4v11h11v-4",
  close: "M5 5l10 10M15 5L5 15",
} as const;

export type IconName = keyof typeof PATHS;

/** One icon, as large as the text around it asks for (`size` in px). */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden focusable="false">
      <path
        d={PATHS[name]}
        stroke="currentColor"
        strokeWidth={1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
