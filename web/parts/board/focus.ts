/** Moving the focus among lanes and cards. Works on the page's own marks: data-lane, data-lane-name, data-card, data-case-id. */

type Root = HTMLElement | undefined;

const lanesOf = (root: Root): HTMLElement[] => [...(root?.querySelectorAll<HTMLElement>('[data-lane]') ?? [])];
const cardsOf = (lane: Element | undefined): HTMLElement[] => [
  ...(lane?.querySelectorAll<HTMLElement>('[data-card]') ?? []),
];

/** To the first card of a lane, or to its name where it is empty. */
export function focusLane(root: Root, index: number): void {
  const lane = lanesOf(root)[index];
  const target = cardsOf(lane)[0] ?? lane?.querySelector<HTMLElement>('[data-lane-name]');
  target?.focus();
}

/** Back to the card of a case, where it is still shown; else to the first lane. */
export function focusCard(root: Root, id: string | null): void {
  const card = id === null ? null : root?.querySelector<HTMLElement>(`[data-case-id="${CSS.escape(id)}"] [data-card]`);
  if (card) card.focus();
  else focusLane(root, 0);
}

/** To the next (1) or previous (-1) card of the lane the focus is in; from elsewhere to the first card shown. */
export function stepCard(root: Root, by: 1 | -1): void {
  const active = document.activeElement;
  const lane = root?.contains(active) ? active?.closest<HTMLElement>('[data-lane]') : null;
  if (!lane) return focusLane(root, 0);
  const cards = cardsOf(lane);
  const at = cards.findIndex((card) => active?.closest('[data-case-id]')?.contains(card));
  cards[at + by]?.focus();
}

/** Arrow keys: up and down within a lane, left and right between lanes at the same height; Home and End within a lane. */
export function moveFocus(root: Root, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
  const lane = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-lane]') : null;
  if (!lane) return;
  const lanes = lanesOf(root);
  const cards = cardsOf(lane);
  const focused = event.target instanceof Element ? event.target.closest('[data-case-id]') : null;
  const at = cards.findIndex((card) => focused?.contains(card));
  const target = targetOf(event.key, cards, at, lanes, lanes.indexOf(lane));
  if (!target) return;
  event.preventDefault();
  target.focus();
}

function targetOf(
  key: string,
  cards: readonly HTMLElement[],
  at: number,
  lanes: readonly HTMLElement[],
  lane: number,
): HTMLElement | undefined {
  if (key === 'ArrowDown') return cards[at + 1];
  if (key === 'ArrowUp') return cards[at - 1];
  if (key === 'Home') return cards[0];
  if (key === 'End') return cards.at(-1);
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return undefined;
  const next = lanes[lane + (key === 'ArrowLeft' ? -1 : 1)];
  const others = cardsOf(next);
  return (
    others[Math.min(Math.max(at, 0), others.length - 1)] ??
    next?.querySelector<HTMLElement>('[data-lane-name]') ??
    undefined
  );
}
