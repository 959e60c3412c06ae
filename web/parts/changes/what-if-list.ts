/** The three lists of what a replay found. */
export const WHAT_IF_LISTS = ['assigned', 'timed', 'flagged'] as const;
export type WhatIfList = (typeof WHAT_IF_LISTS)[number];
