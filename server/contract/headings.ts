/** How a text of paragraphs is read, the same where it is approved and where it is published. */

const LONGEST_HEADING = 20;

export interface Block {
  heading: boolean;
  text: string;
}

/** Paragraphs of a text; a short line without an ending mark stands over what follows as its heading. */
export function blocksOf(body: string): Block[] {
  const lines = body
    .split(/\n+/)
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.map((text, index) => ({
    text,
    heading: index < lines.length - 1 && text.length <= LONGEST_HEADING && !/[。！？；，.!?;,:：…”"]$/.test(text),
  }));
}
