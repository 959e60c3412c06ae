/** Keys: single keys and sequences such as `g t`, active only where nobody is typing. */
type Actions = Readonly<Record<string, () => void>>;

const SEQUENCE_MS = 1_200;
const registered: Actions[] = [];
let pending: { key: string; at: number } | null = null;
let listening = false;

/** Single keys can be switched off as a whole (WCAG 2.1.4); the choice stays in this browser. */
export function keysEnabled(): boolean {
  return localStorage.getItem('keys') !== 'off';
}

export function setKeysEnabled(enabled: boolean): void {
  if (enabled) localStorage.removeItem('keys');
  else localStorage.setItem('keys', 'off');
}

/**
 * Registers keys (`j`, `Enter`, `?`, `g t`; letters in lower case) and returns how to take them back. Keys registered later
 * win. They are silent where text is entered, while an input method composes, with Ctrl, Alt or Meta, and under an open dialog.
 */
export function registerKeys(map: Actions): () => void {
  registered.push(map);
  if (!listening) {
    addEventListener('keydown', onKeydown);
    listening = true;
  }
  return () => {
    const index = registered.indexOf(map);
    if (index >= 0) registered.splice(index, 1);
  };
}

function onKeydown(event: KeyboardEvent): void {
  if (event.defaultPrevented || !mayAct(event)) return;
  const key = nameOf(event.key);
  const first = pending && event.timeStamp - pending.at < SEQUENCE_MS ? pending.key : null;
  pending = null;
  const action = (first ? find(`${first} ${key}`) : undefined) ?? find(key);
  if (action) {
    event.preventDefault();
    action();
    return;
  }
  if (registered.some((map) => Object.keys(map).some((name) => name.startsWith(`${key} `)))) {
    pending = { key, at: event.timeStamp };
  }
}

function find(name: string): (() => void) | undefined {
  return registered.findLast((map) => map[name])?.[name];
}

const FULL_WIDTH: Readonly<Record<string, string>> = {
  '？': '?',
  '／': '/',
  '、': '/',
  '】': ']',
  '【': '[',
};

function nameOf(key: string): string {
  return key.length === 1 ? (FULL_WIDTH[key] ?? key.toLowerCase()) : key;
}

/** Boxes to tick take no letters: the keys of the page go on where one has the focus. */
const TICKS = '[type="checkbox"], [type="radio"]';

function mayAct(event: KeyboardEvent): boolean {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (document.querySelector('dialog[open]') || !keysEnabled()) return false;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(`input:not(${TICKS}), textarea, select, [contenteditable="true"], [role="menu"]`)) return false;
  // Enter and Space belong to the control that has the focus.
  if (event.key === 'Enter' || event.key === ' ')
    return !target?.closest(`button, a, summary, label, ${TICKS}, [role="button"]`);
  return true;
}
