/** HTML written as templates: every value is escaped, but for pieces that are HTML already. */

/** A piece of HTML, safe to stand in another. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in HTML and XML, in elements and quoted attributes; characters XML forbids are left out. */
export function escapeText(text: string): string {
  return (
    text
      .toWellFormed()
      // The characters XML 1.0 forbids.
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
      .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
  );
}

export type Part = string | number | Html | null | false | readonly Part[];

function partText(part: Part): string {
  if (part === null || part === false) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escapeText(String(part));
  return part.map(partText).join('');
}

/** `` html`<p>${words}</p>` ``: words are escaped, lists joined, null and false left out. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.map((string, index) => string + partText(parts[index] ?? null)).join(''));
}
