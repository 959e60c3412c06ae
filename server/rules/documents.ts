/** The documents that rules rest on, and the check that a clause cites one of them. Pure. */
import { z } from 'zod';

/** Where a rule comes from; 本系统设定 marks a product choice, for which no text was found. */
export const BASES = {
  national: '国家文件',
  founding: '依据文件',
  local: '地方文件',
  product: '本系统设定',
} as const;
export type Basis = keyof typeof BASES;
export const basisSchema = z.enum(Object.keys(BASES) as [Basis]);

const text = z.string().trim().min(1);

export const documentSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/, 'an id is written in small letters'),
  /** Its full name, as a rule's `source` gives it. */
  name: text,
  /** How clauses cite it: its number (国办发〔2016〕61号), or a short name. */
  citation: text,
  kind: basisSchema,
  /** It is cited as a whole: what it says stands under no article. */
  undivided: z.boolean().default(false),
});
export type RuleDocument = z.infer<typeof documentSchema>;

/** A document that a clause cites, and the article as written, empty where it names none. */
export interface Citation {
  document: RuleDocument;
  article: string;
}

const PARTS = /[；;]/;

/** What a clause cites, part by part (国办发〔2016〕61号 一；延州办发〔2018〕15号 第十九条); null stands for a part that cites nothing known. */
export function citationsOf(clause: string, documents: readonly RuleDocument[]): (Citation | null)[] {
  return clause.split(PARTS).map((part) => {
    const written = part.trim();
    const found = documents
      .filter(({ citation }) => written === citation || written.startsWith(`${citation} `))
      .sort((a, b) => b.citation.length - a.citation.length)[0];
    return found ? { document: found, article: written.slice(found.citation.length).trim() } : null;
  });
}

interface Cited {
  clause: string;
  source: string;
  basis: Basis;
}

/** What is wrong with clause, source and basis of a rule; empty where they name known documents and agree. */
export function faultsOfClause({ clause, source, basis }: Cited, documents: readonly RuleDocument[]): string[] {
  const known = documents.map(({ citation }) => citation).join('、');
  const citations = citationsOf(clause, documents);
  const parts = clause.split(PARTS);
  const unknown = parts.filter((_, at) => citations[at] === null);
  if (unknown.length > 0) return [`条款“${unknown.join('；').trim()}”没有引用已登记的文件(已登记:${known})`];
  const cited = citations.flatMap((citation) => citation?.document ?? []);
  const found = [];
  const named = cited.find(({ name }) => name === source);
  if (!named) {
    found.push(`来源“${source}”不是条款所引文件(应为:${cited.map(({ name }) => name).join('、')})`);
  } else if (named.kind !== basis) {
    found.push(`依据类别应为“${BASES[named.kind]}”，与所引文件“${named.name}”一致`);
  }
  const bare = citations.find((citation) => citation?.article === '' && !citation.document.undivided);
  if (bare) found.push(`条款“${clause}”引用“${bare.document.citation}”没有写明条、款`);
  return found;
}
