import * as React from "react";

/**
 * The panel's own icons: twenty of the some thousand in @fluentui/react-icons would still bring its wrapper
 * along. Drawn on 20 x 20 in the line weight of Fluent's regular set; they take the text's colour, so they
 * follow the theme and high contrast, and they are hidden from screen readers: a word stands beside each.
 */
const PATHS = {
  check: "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM6.8 10.2l2.2 2.2 4.3-4.6",
  clock: "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 6v4.2l2.8 1.6",
  sync: "M4 8.5A6.3 6.3 0 0 1 15.6 7M16 3.5V7h-3.5M16 11.5A6.3 6.3 0 0 1 4.4 13M4 16.5V13h3.5",
  error: "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM7.4 7.4l5.2 5.2M12.6 7.4l-5.2 5.2",
  warning: "M10 3.2 17.6 16a.6.6 0 0 1-.5.9H2.9a.6.6 0 0 1-.5-.9L10 3.2ZM10 8v4M10 14.3v.1",
  split: "M10 17v-5.5L4.5 6M10 11.5 15.5 6M4.2 9.5V5.7H8M15.8 9.5V5.7H12",
  pause: "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM8 7.5v5M12 7.5v5",
  unlinked: "M8.5 5.5 10 4a3.5 3.5 0 0 1 5 5l-1.5 1.5M11.5 14.5 10 16a3.5 3.5 0 0 1-5-5l1.5-1.5M4 4l12 12",
  up: "M10 13V3.5M6.3 7 10 3.3 13.7 7M4 16.5h12",
  down: "M10 3.5V13M6.3 9.5l3.7 3.7 3.7-3.7M4 16.5h12",
  eye: "M2.5 10.5C4 7.2 6.8 5.2 10 5.2s6 2 7.5 5.3M10 14.3a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6Z",
  right: "M3.5 10h13M12 5.5l4.5 4.5-4.5 4.5",
  left: "M16.5 10h-13M8 5.5 3.5 10 8 14.5",
  minus: "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM6.8 10h6.4",
  equal: "M5 8h10M5 12h10",
  copy: "M8 3.5h6.5a1 1 0 0 1 1 1V13M5.5 6.5h6a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1Z",
  done: "M4.5 10.5l3.7 3.7 7.3-8",
  open: "M11.5 3.5h5v5M16.2 3.8 9.5 10.5M8 4.5H4.5a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1V12",
  close: "M5 5l10 10M15 5 5 15",
  chevron: "M5.5 7.5 10 12l4.5-4.5",
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
