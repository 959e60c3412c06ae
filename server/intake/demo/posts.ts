/** Invented posts for a demonstration, with places of the jurisdiction filled in. `fillPost` is pure. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Organisation, Territory } from '../../organisation/model.ts';
import type { Incoming } from '../ingest.ts';

/** Stands before each title and text, so that it is seen in the queue, on the board and wherever the words go. */
export const DEMO_MARK = '【演示】';

const templatesSchema = z.array(z.strictObject({ title: z.string().min(1), text: z.string().min(1) })).min(1);
export type Template = z.infer<typeof templatesSchema>[number];

/** The templates that come with the program. */
export function loadTemplates(): Template[] {
  const path = fileURLToPath(new URL('../../samples/demo/posts.yaml', import.meta.url));
  return templatesSchema.parse(parse(readFileSync(path, 'utf8')));
}

/** Gives a number of 0 and more, below 1. */
export type Random = () => number;

const pick = <T>(all: readonly T[], random: Random): T | undefined => all[Math.floor(random() * all.length)];

/** The statistics also list forestry bureaus, farms and zones among the townships: nobody writes that he lives in one. */
const TOWN = /(?:镇|乡|街道|苏木)$/;

/** A county of the jurisdiction, or itself where it has none below, and one of its townships. */
function placeIn(organisation: Organisation, random: Random): { county: string; town: string } {
  const home: Territory | undefined = organisation.territory(organisation.code);
  const county = pick(organisation.counties(), random) ?? home;
  const towns = organisation.below(county?.code ?? '').filter(({ name }) => TOWN.test(name));
  return { county: county?.name ?? organisation.name, town: pick(towns, random)?.name ?? '' };
}

/** One post of a template, published `now`. `serial` tells it from all others of this run. */
export function fillPost(
  template: Template,
  serial: string,
  organisation: Organisation,
  random: Random,
  now: Date,
): Incoming {
  const { county, town } = placeIn(organisation, random);
  const n = String(2 + Math.floor(random() * 58));
  const fill = (text: string): string =>
    text.replaceAll('{county}', county).replaceAll('{town}', town).replaceAll('{n}', n);
  return {
    externalId: `demo-${serial}`,
    url: null,
    title: DEMO_MARK + fill(template.title),
    text: DEMO_MARK + fill(template.text),
    publishedAt: now,
  };
}
