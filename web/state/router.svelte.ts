/** Which page shows, and of which thing, from the path. */
export type Page = 'triage' | 'desk' | 'answers' | 'board' | 'cases' | 'leads' | 'setup' | 'sources' | 'login';

const PAGES: readonly Page[] = ['triage', 'desk', 'answers', 'board', 'cases', 'leads', 'setup', 'sources', 'login'];

/** A place: `/cases/<id>` is the page `cases` of one case; a path that names no page is the landing place. */
export interface Place {
  page: Page | null;
  id: string | null;
}

export function placeOf(path: string): Place {
  const [page = '', id = ''] = path.split('/').filter(Boolean);
  const known = PAGES.find((one) => one === page) ?? null;
  return { page: known, id: known && id ? decoded(id) : null };
}

/** An address typed by hand may not be decodable; it then names itself, and nothing is found under it. */
function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

export const pathOf = ({ page, id }: Place): string => `/${page ?? ''}${id ? `/${encodeURIComponent(id)}` : ''}`;

class Router {
  #place = $state.raw<Place>(placeOf(location.pathname));

  constructor() {
    addEventListener('popstate', () => (this.#place = placeOf(location.pathname)));
  }

  get page(): Page | null {
    return this.#place.page;
  }

  get id(): string | null {
    return this.#place.id;
  }

  /** Goes to a page; `replace` leaves no entry behind in the history. */
  go(page: Page, options: { id?: string | null; replace?: boolean } = {}): void {
    const place = { page, id: options.id ?? null };
    const path = pathOf(place);
    if (location.pathname !== path) history[options.replace ? 'replaceState' : 'pushState'](null, '', path);
    this.#place = place;
  }

  /** For a link into the pages: a plain click stays in the page, one with a modifier is the browser's. */
  follow(event: MouseEvent, page: Page, options: { id?: string } = {}): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.go(page, options);
  }
}

export const router = new Router();
