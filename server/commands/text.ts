/** The commands that read texts: classify, route, redact, cluster, check-reply. No database. */
import { z } from 'zod';
import { createClassifier, type Classifier } from '../../classifiers/classify.ts';
import { extendGazetteer, type Gazetteer } from '../../classifiers/gazetteer.ts';
import { nationalGazetteer } from '../../classifiers/places-national.ts';
import { places } from '../../classifiers/places.ts';
import { createGrouper } from '../../classifiers/grouping/known.ts';
import { checkReply } from '../../classifiers/replies/check.ts';
import { redact } from '../../classifiers/redaction.ts';
import { generateOrganisation } from '../organisation/generate.ts';
import type { Organisation } from '../organisation/model.ts';
import { loadPack } from '../organisation/pack.ts';
import { Fault } from '../platform/fault.ts';
import { lineIdSchema, parseLine } from '../platform/jsonl.ts';
import { loadRulebook } from '../rules/rulebook.ts';
import { createRouteLine } from './route-line.ts';

export interface Where {
  jurisdiction?: string;
  pack?: string;
}

type LineWork = (line: unknown) => Record<string, unknown>;

const textSchema = z.object({
  title: z.string().nullish(),
  text: z.string(),
  source: z.string().nullish(),
  publishedAt: z.string().nullish(),
});

/** The organisation named: a pack's, or one generated for a code; null where neither is named. */
function organisationFor(where: Where): Organisation | null {
  if (where.pack) return loadPack(where.pack).organisation;
  return where.jurisdiction ? generateOrganisation(where.jurisdiction) : null;
}

const gazetteerFor = (organisation: Organisation | null): Gazetteer =>
  extendGazetteer(nationalGazetteer(), organisation?.territories ?? []);

function classifierFor(organisation: Organisation | null): Classifier {
  const gazetteer = gazetteerFor(organisation);
  const jurisdiction = organisation?.code;
  return createClassifier({ places: (text) => places(text, { gazetteer, jurisdiction }) });
}

/** `classify`: a line {title?, text} to its verdict; with `explain`, why not the second best, as `explanation`. */
export function classifyLine({ explain = false, ...where }: Where & { explain?: boolean }): LineWork {
  const classifier = classifierFor(organisationFor(where));
  return (line) => {
    const { title, text } = parseLine(textSchema, line);
    const input = { text, ...(title ? { title } : {}) };
    const { modelVersion: _version, ...verdict } = classifier.classify(input);
    return explain ? { ...verdict, explanation: classifier.explain(input) } : verdict;
  };
}

/** `route`: a line {title?, text, accused?, severity?} to the units that must answer. Fault `jurisdiction_required`. */
export function routeLine(where: Where): LineWork {
  const organisation = organisationFor(where);
  if (!organisation) throw new Fault('jurisdiction_required', 'route needs --jurisdiction CODE or --pack DIR.');
  const classifier = classifierFor(organisation);
  return createRouteLine({ organisation, rules: loadRulebook(), classify: (input) => classifier.classify(input) });
}

const itemSchema = textSchema.extend({ id: lineIdSchema });

/** `cluster`: lines in order of time, each to the key of the event it belongs to: the id of that event's first item. */
export function clusterLine(where: Where): LineWork {
  const grouper = createGrouper();
  const organisation = organisationFor(where);
  const gazetteer = gazetteerFor(organisation);
  return (line) => {
    const { id, title, text, publishedAt } = parseLine(itemSchema, line);
    const at = publishedAt ? Date.parse(publishedAt) : NaN;
    const named = places(title ? `${title}\n${text}` : text, { gazetteer, jurisdiction: organisation?.code });
    const item = { title: title ?? '', text, at: Number.isNaN(at) ? null : at, places: named.map(({ code }) => code) };
    return { caseKey: grouper.add(item, String(id)).key };
  };
}

/** `redact`: a line {text} to the masked text and its spans. */
export function redactLine(): LineWork {
  return (line) => {
    const { text } = parseLine(z.object({ text: z.string() }), line);
    return { ...redact(text) };
  };
}

/** `check-reply`: a line {title?, text, reply} to the verdict on the reply, with findings. Offsets count in the reply. */
export function checkReplyLine(): LineWork {
  const schema = z.object({ title: z.string().nullish(), text: z.string(), reply: z.string() });
  return (line) => {
    const { title, text, reply } = parseLine(schema, line);
    return { ...checkReply(title ? `${title}\n${text}` : text, reply) };
  };
}
