/** The commands that read texts: classify, route, redact. No database. */
import { z } from 'zod';
import { createClassifier, type Classifier } from '../../classifiers/classify.ts';
import { extendGazetteer, type Gazetteer } from '../../classifiers/gazetteer.ts';
import { nationalGazetteer } from '../../classifiers/places-national.ts';
import { places } from '../../classifiers/places.ts';
import { redact } from '../../classifiers/redaction.ts';
import { generateOrganisation } from '../organisation/generate.ts';
import type { Organisation } from '../organisation/model.ts';
import { loadPack } from '../organisation/pack.ts';
import { Fault } from '../platform/fault.ts';
import { parseLine } from '../platform/jsonl.ts';
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

function classifierFor(organisation: Organisation | null): Classifier {
  const national = nationalGazetteer();
  const unknown = organisation?.territories.filter((territory) => !national.get(territory.code)) ?? [];
  const gazetteer: Gazetteer = unknown.length > 0 ? extendGazetteer(national, unknown) : national;
  const jurisdiction = organisation?.code;
  return createClassifier({ places: (text) => places(text, { gazetteer, jurisdiction }) });
}

/** `classify`: a line {title?, text} to its verdict. */
export function classifyLine(where: Where): LineWork {
  const classifier = classifierFor(organisationFor(where));
  return (line) => {
    const { title, text } = parseLine(textSchema, line);
    const { modelVersion: _version, ...verdict } = classifier.classify({ text, ...(title ? { title } : {}) });
    return verdict;
  };
}

/** `route`: a line {title?, text, accused?, severity?} to the units that must answer. Fault `jurisdiction_required`. */
export function routeLine(where: Where): LineWork {
  const organisation = organisationFor(where);
  if (!organisation) throw new Fault('jurisdiction_required', 'route needs --jurisdiction CODE or --pack DIR.');
  const classifier = classifierFor(organisation);
  return createRouteLine({ organisation, rules: loadRulebook(), classify: (input) => classifier.classify(input) });
}

/** `redact`: a line {text} to the masked text and its spans. */
export function redactLine(): LineWork {
  return (line) => {
    const { text } = parseLine(z.object({ text: z.string() }), line);
    return { ...redact(text) };
  };
}
