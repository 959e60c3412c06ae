/** Which page shows, and of which thing, from the path. */
export type Page =
  | 'triage'
  | 'desk'
  | 'answers'
  | 'board'
  | 'cases'
  | 'leads'
  | 'fairness'
  | 'search'
  | 'setup'
  | 'sources'
  | 'duties'
  | 'rules'
  | 'changes'
  | 'roster'
  | 'login';

const PAGES: readonly Page[] = [
  'triage',
  'desk',
  'answers',
  'board',
  'cases',
  'leads',
  'fairness',
  'search',
  'setup',
  'sources',
  'duties',
  'rules',
  'changes',
  'roster',
  'login',
];

/**
 * A place: `/cases/<id>` is the page `cases` of one case; a path that names no page is the landing place. `query` is what the
 * page itself keeps in the address, without the question mark.
 */
export interface Place {
  page: Page | null;
  id: string | null;
  query: string;
}

export function placeOf({ pathname, search }: Pick<Location, 'pathname' | 'search'>): Place {
  const [page = '', id = ''] = pathname.split('/').filter(Boolean);
  const known = PAGES.find((one) => one === page) ?? null;
  return { page: known, id: known && id ? decoded(id) : null, query: known ? search.slice(1) : '' };
}

/** An address typed by hand may not be decodable; it then names itself, and nothing is found under it. */
function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

export const pathOf = ({ page, id, query }: Place): string =>
  `/${page ?? ''}${id ? `/${encodeURIComponent(id)}` : ''}${query ? `?${query}` : ''}`;

class Router {
  #place = $state.raw<Place>(placeOf(location));
  /** True where the browser's own back or forward led here. */
  #returned = $state(false);

  constructor() {
    addEventListener('popstate', () => {
      this.#place = placeOf(location);
      this.#returned = true;
    });
  }

  get page(): Page | null {
    return this.#place.page;
  }

  get id(): string | null {
    return this.#place.id;
  }

  get query(): string {
    return this.#place.query;
  }

  get returned(): boolean {
    return this.#returned;
  }

  /** Goes to a page; `replace` leaves no entry behind in the history. */
  go(page: Page, options: { id?: string | null; query?: string; replace?: boolean } = {}): void {
    const place = { page, id: options.id ?? null, query: options.query ?? '' };
    const path = pathOf(place);
    if (location.pathname + location.search !== path) {
      history[options.replace ? 'replaceState' : 'pushState'](null, '', path);
    }
    this.#place = place;
    this.#returned = false;
  }

  /** For a link into the pages: a plain click stays in the page, one with a modifier is the browser's. */
  follow(event: MouseEvent, page: Page, options: { id?: string; query?: string } = {}): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.go(page, options);
  }
}

export const router = new Router();
