/** Which page shows, from the path. */
export type Page = 'triage' | 'board' | 'login';

function pageOf(path: string): Page {
  if (path.startsWith('/board')) return 'board';
  return path.startsWith('/login') ? 'login' : 'triage';
}

class Router {
  page = $state<Page>(pageOf(location.pathname));

  constructor() {
    addEventListener('popstate', () => (this.page = pageOf(location.pathname)));
  }

  /** Goes to a page; `replace` leaves no entry behind in the history. */
  go(page: Page, options: { replace?: boolean } = {}): void {
    const path = `/${page}`;
    if (location.pathname !== path) history[options.replace ? 'replaceState' : 'pushState'](null, '', path);
    this.page = page;
  }
}

export const router = new Router();
