/** The drawings of the icons, 16 × 16: lines in the current colour, and for a few a filled part. */
interface Drawing {
  readonly line: string;
  readonly fill?: string;
}

const drawing = (line: string, fill?: string): Drawing => (fill === undefined ? { line } : { line, fill });

export const ICONS = {
  theme: drawing('M2 8a6 6 0 1 0 12 0a6 6 0 1 0 -12 0Z', 'M8 2a6 6 0 1 0 0 12Z'),
  place: drawing(
    'M8 14s4.5-4.2 4.5-7.5a4.5 4.5 0 0 0-9 0C3.5 9.8 8 14 8 14ZM6.5 6.5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0Z',
  ),
  building: drawing('M3 14V3.5L9 2v12M9 6h4v8M1.5 14h13M5.2 5.5h1.6M5.2 8.2h1.6M5.2 11h1.6'),
  clock: drawing('M2 8a6 6 0 1 0 12 0a6 6 0 1 0 -12 0ZM8 4.5V8l2.5 1.5'),
  flag: drawing('M3.5 14.5V2M3.5 2.5h8.5l-2 3 2 3H3.5'),
  check: drawing('m3 8.5 3.2 3.2L13 4.8'),
  close: drawing('m4 4 8 8M12 4l-8 8'),
  merge: drawing('M3 2.5c0 5 2 5.5 5 5.5h5M3 13.5C3 10 4.5 8 8 8M10.5 5.5 13 8l-2.5 2.5'),
  undo: drawing('M6 3 2.5 6.5 6 10M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6'),
  plus: drawing('M8 3v10M3 8h10'),
  lock: drawing('M3.5 7.5h9V14h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5'),
  feed: drawing(
    'M3 9.2A3.8 3.8 0 0 1 6.8 13M3 5.8A7.2 7.2 0 0 1 10.2 13M3 2.5A10.5 10.5 0 0 1 13.5 13',
    'M2.7 12.3a1 1 0 1 0 2 0a1 1 0 1 0 -2 0Z',
  ),
  forum: drawing('M2 3h9v6.5H6L3.5 12V9.5H2zM13 6h1.5v6H13v2l-2.2-2H7'),
  microblog: drawing(
    'M2.5 9.5a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0ZM5.2 9.8a1.3 1.3 0 1 0 2.6 0a1.3 1.3 0 1 0 -2.6 0ZM10 2.5a4 4 0 0 1 3.8 4M10 5a1.8 1.8 0 0 1 1.6 1.7',
  ),
  video: drawing('M2 3.5h12v9H2zM6.8 6v4l3.2-2z'),
  hotline: drawing('M3 2.5h3l1 3.5-1.8 1.3a8 8 0 0 0 3.5 3.5L10 9l3.5 1v3c-6 1-11.5-4.5-10.5-10.5Z'),
  media: drawing('M2 3h10v10.5H3.5A1.5 1.5 0 0 1 2 12zM12 6h2v6a1.5 1.5 0 0 1-2 1.4M4.5 6h5M4.5 8.5h5M4.5 11h3'),
  mail: drawing('M2 3.5h12v9H2zM2 4l6 5 6-5'),
  letter: drawing('M2 2.5h12v8.5H8L5 14v-3H2zM6.3 5.3a1.7 1.7 0 1 1 1.7 2v.6M8 9.3v.1'),
  stack: drawing('M2 5.5 8 2.5l6 3-6 3zM2 8l6 3 6-3M2 10.5l6 3 6-3'),
  link: drawing('M6.5 9.5 9.5 6.5M7 4.5l1.5-1.5a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.5 7.5 13A3.2 3.2 0 0 1 3 8.5L4.5 7'),
  right: drawing('m6 3.5 4.5 4.5L6 12.5'),
  down: drawing('m3.5 6 4.5 4.5L12.5 6'),
  warning: drawing('M8 2 14.5 13.5h-13zM8 6.5v3.2M8 11.7v.1'),
  info: drawing('M2 8a6 6 0 1 0 12 0a6 6 0 1 0 -12 0ZM8 7.3v3.7M8 5v.1'),
  offline: drawing(
    'M2 2l12 12M1.5 6a10 10 0 0 1 3.5-2.2M14.5 6a10 10 0 0 0-6-2.7M4 8.7a6 6 0 0 1 2.5-1.5M12 8.7a6 6 0 0 0-1.3-.9M8 12.5v.1',
  ),
  refresh: drawing('M13 8a5 5 0 1 1-1.5-3.5L13 6M13 2.5V6H9.5'),
  person: drawing('M5.3 5a2.7 2.7 0 1 0 5.4 0a2.7 2.7 0 1 0 -5.4 0ZM2.8 14c.4-3 2.5-4.5 5.2-4.5s4.8 1.5 5.2 4.5'),
  eye: drawing('M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM6 8a2 2 0 1 0 4 0a2 2 0 1 0 -4 0Z'),
  pulse: drawing('M2 8h2l1.5-4 2.5 9 2-7 1.2 2H14'),
  split: drawing('M2 8h4M6 8l4-4h4M6 8l4 4h4'),
  coordinator: drawing(
    'M6.2 3.5a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0 -3.6 0ZM1.7 12a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0 -3.6 0ZM10.7 12a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0 -3.6 0ZM7.2 5.2 4.4 10.3M8.8 5.2l2.8 5.1M5.4 12h5.2',
  ),
  checksum: drawing('M2 4h5v4H2zM9 8h5v4H9zM7 6h2.5v2M7 10h2'),
  up: drawing('m3.5 10 4.5-4.5L12.5 10'),
  document: drawing('M3.5 1.8h6L13 5.3v9H3.5zM9.5 1.8v3.5H13M5.8 8.5h5M5.8 11h5'),
  filter: drawing('M2 3h12l-4.7 5.5v5L6.7 12V8.5z'),
  dispatch: drawing('M14 2 1.8 7l4.7 2.5L9 14.2zM14 2 6.5 9.5'),
  search: drawing('M2.5 7a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0ZM10.5 10.5 14 14'),
  report: drawing('M8 10V2.5M5 5.2 8 2.4l3 2.8M2.5 9v4.5h11V9'),
  gear: drawing(
    'M5.8 8a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0 -4.4 0ZM8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6l1.4 1.4M11 11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4',
  ),
  exit: drawing('M9.5 2.5h-6v11h6M6.5 8h7M11 5.2 13.8 8 11 10.8'),
} as const satisfies Record<string, Drawing>;
export type IconName = keyof typeof ICONS;
