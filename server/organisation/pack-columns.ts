/** The columns of a pack's tables, and the help text that shows them. */
import { TERRITORY_LEVELS, UNIT_KINDS } from '../contract/vocabulary.ts';

/** The columns of each table, in order. */
export const PACK_COLUMNS = {
  'territories.csv': ['code', 'name', 'level', 'parent'],
  'units.csv': ['id', 'name', 'shortName', 'territory', 'kind', 'subject', 'vertical', 'parent', 'aliases'],
  'duties.csv': ['subject', 'territory', 'unit'],
} as const;

export const COLUMN_HELP = `pack.yaml         code, name, officeName, profile
territories.csv   code,name,level,parent            level: ${Object.keys(TERRITORY_LEVELS).join(' | ')}; parent empty for the topmost
units.csv         id,name,shortName,territory,kind,subject,vertical,parent,aliases
                  kind: ${Object.keys(UNIT_KINDS).join(' | ')}; aliases separated by |
duties.csv        subject,territory,unit            one row for each subject a unit answers for in a territory
users.yaml        list of name, displayName, roles, unit, steps (may be left out)
sources.yaml      list of id, name, channel, kind, location (may be left out)`;
