/** A moment as the platform stores it: UTC, whole seconds. */
export const toSeconds = (moment: Date): string => `${moment.toISOString().slice(0, 19)}Z`;
