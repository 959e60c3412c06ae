/** Reads one file of the rulebook; what is wrong is told with file and line. */
import { LineCounter, isNode, parseDocument } from 'yaml';
import { Fault } from '../platform/fault.ts';
import type { RulebookFile } from './rule-schema.ts';
import { rulebookFileSchema } from './rule-schema.ts';

export interface RulebookSource {
  /** File name, for messages. */
  name: string;
  text: string;
}

/** A file that has the right shape, with the place of each of its rules. */
export interface ParsedFile extends RulebookFile {
  /** `national.yaml:12` for a rule or document of this file by its id; the file alone where it is not in it. */
  placeOf(id: string): string;
}

export const rulebookInvalid = (message: string): Fault => new Fault('rulebook_invalid', message, { status: 500 });

/** Reads one file. Fault `rulebook_invalid` names file and line: `national.yaml:12: rules.3.data.amount: …`. */
export function parseRulebookFile(source: RulebookSource): ParsedFile {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines });
  const broken = document.errors[0];
  if (broken) {
    throw rulebookInvalid(`${source.name}:${lines.linePos(broken.pos[0]).line}: ${broken.message.split('\n')[0]}`);
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const parsed = rulebookFileSchema.safeParse(document.toJS());
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      (issue) => `${source.name}:${lineOf(issue.path)}: ${issue.path.join('.') || 'file'}: ${issue.message}`,
    );
    throw rulebookInvalid(faults.join('\n'));
  }
  const places = new Map<string, string>();
  for (const [list, what] of [
    ['rules', 'rule'],
    ['documents', 'document'],
  ] as const) {
    parsed.data[list].forEach(({ id }, index) => {
      const place = `${source.name}:${lineOf([list, index, 'id'])}`;
      if (places.has(id)) throw rulebookInvalid(`${place}: ${what} ${id} stands twice (first at ${places.get(id)})`);
      places.set(id, place);
    });
  }
  return { ...parsed.data, placeOf: (id) => places.get(id) ?? source.name };
}
