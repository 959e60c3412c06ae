/** Times of the live channel, apart from the schemas so that the page need not carry those. */

/** Milliseconds between two pulses. */
export const PULSE_MS = 5_000;
/** Without a pulse for this long the age of the data turns amber. */
export const STALE_AFTER_MS = 10_000;
/** And for this long the banner shows. */
export const BANNER_AFTER_MS = 30_000;
/** At most one frame per socket in this time. */
export const FRAME_MS = 100;
