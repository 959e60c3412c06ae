import type { Case } from './case.ts';
import { office } from './case.ts';

/** By place and subject, for the prefecture 222400. */
export const BY_PLACE: Case[] = [
  [
    'one county, one subject',
    { subjects: ['education'], places: ['222401'] },
    {
      lead: '222401:education',
      coordinator: office('222401'),
      path: [office('222401')],
      rule: 'responsibility.one_place',
    },
  ],
  [
    'a township counts for its county',
    { subjects: ['transport'], places: ['222402101'] },
    { lead: '222402:transport', coordinator: office('222402'), path: [office('222402')] },
  ],
  [
    'two townships of one county',
    { subjects: ['health'], places: ['222401100', '222401102'] },
    { lead: '222401:health', path: [office('222401')] },
  ],
  [
    'a county and its township',
    { subjects: ['health'], places: ['222424', '222424100'] },
    { lead: '222424:health', path: [office('222424')] },
  ],
  [
    'a county the table does not list lies in the prefecture',
    { subjects: ['health'], places: ['222499'] },
    { lead: '222400:health', coordinator: office('222400') },
  ],
  [
    'several counties',
    { subjects: ['environment'], places: ['222401', '222402'] },
    {
      lead: '222400:environment',
      supporting: ['222401:environment', '222402:environment'],
      coordinator: office('222400'),
      rule: 'responsibility.several_places',
    },
  ],
  [
    'townships of two counties',
    { subjects: ['water_resources'], places: ['222403100', '222404100'] },
    { lead: '222400:water_resources', supporting: ['222403:water_resources', '222404:water_resources'] },
  ],
  [
    'the whole prefecture',
    { subjects: ['education'], places: ['222400'] },
    { lead: '222400:education', coordinator: office('222400'), rule: 'responsibility.one_place' },
  ],
  [
    'prefecture named beside its one county',
    { subjects: ['education'], places: ['222400', '222405'], text: '希望延边州管管龙井的学校' },
    { lead: '222405:education', path: [office('222405')] },
  ],
  [
    'all of the prefecture with one county named',
    { subjects: ['education'], places: ['222400', '222405'], text: '全州推行,龙井先试' },
    { lead: '222400:education' },
  ],
  [
    'several subjects in one county',
    { subjects: ['urban_management', 'environment'], places: ['222401'] },
    {
      lead: '222401:urban_management',
      supporting: ['222401:environment'],
      coordinator: office('222401'),
      path: [office('222401')],
      rule: 'responsibility.several_departments',
    },
  ],
  [
    'three subjects',
    {
      subjects: [
        ['health', 0.7],
        ['education', 0.5],
        ['market_regulation', 0.4],
      ],
      places: ['222406'],
    },
    { lead: '222406:health', supporting: ['222406:education', '222406:market_regulation'], path: [office('222406')] },
  ],
  [
    'a weak second subject brings nobody in',
    {
      subjects: [
        ['health', 0.8],
        ['education', 0.1],
      ],
      places: ['222401'],
    },
    { lead: '222401:health', path: [office('222401')] },
  ],
  [
    'several subjects and several counties',
    { subjects: ['health', 'education'], places: ['222401', '222402'] },
    { lead: '222400:health', supporting: ['222400:education', '222401:health', '222402:health'] },
  ],
  [
    'the department asked leads among several',
    {
      subjects: [
        ['urban_management', 0.6],
        ['environment', 0.5],
      ],
      places: ['222401'],
      text: '烧烤摊油烟扰民,请环保局尽快处理',
    },
    { lead: '222401:environment', supporting: ['222401:urban_management'], path: [office('222401')] },
  ],
  [
    'the one to decide comes before the one asked',
    {
      subjects: [
        ['urban_management', 0.6],
        ['natural_resources', 0.5],
      ],
      places: ['222401'],
      text: '请城管局先看看,违建要由自然资源局认定',
    },
    { lead: '222401:natural_resources', supporting: ['222401:urban_management'], path: [office('222401')] },
  ],
  [
    'a tie goes to people',
    {
      subjects: [
        ['health', 0.5],
        ['education', 0.5],
      ],
      places: ['222401'],
    },
    { lead: '222401:health', supporting: ['222401:education'], path: [office('222401')], needsHuman: true },
  ],
  [
    'the department asked leads on little evidence too',
    {
      subjects: [
        ['utilities', 0.72],
        ['housing_construction', 0.22],
      ],
      places: ['222405'],
      text: '供热不热,请住建局处理',
    },
    { lead: '222405:housing_construction', supporting: ['222405:utilities'], path: [office('222405')] },
  ],
  [
    'asking settles a tie',
    {
      subjects: [
        ['health', 0.5],
        ['education', 0.5],
      ],
      places: ['222401'],
      text: '请教育局答复',
    },
    { lead: '222401:education', supporting: ['222401:health'], path: [office('222401')] },
  ],
  [
    'asking a department without evidence is a contradiction',
    { subjects: [['transport', 0.9]], places: ['222401'], text: '请民政局修路' },
    { lead: '222401:transport', supporting: ['222401:civil_affairs'], path: [office('222401')], needsHuman: true },
  ],
  [
    'place unknown',
    { subjects: ['education'] },
    { lead: '222400:education', coordinator: office('222400'), rule: 'responsibility.place_unknown' },
  ],
  [
    'subject unknown',
    { places: ['222403'] },
    { lead: office('222403'), coordinator: null, rule: 'responsibility.subject_unknown' },
  ],
  [
    'subject unknown, several counties',
    { places: ['222403', '222404'] },
    { lead: office('222400'), supporting: [office('222403'), office('222404')] },
  ],
  [
    'subject unknown but a department is asked',
    { places: ['222403'], text: '请民政局解释一下' },
    { lead: '222403:civil_affairs', path: [office('222403')] },
  ],
  ['neither', { text: '你好' }, { lead: '222400:news_office', needsHuman: true, rule: 'responsibility.nobody' }],
  [
    'wholly outside',
    { subjects: ['education'], places: ['220100'] },
    { lead: '222400:news_office', coordinator: null, needsHuman: true, rule: 'responsibility.beyond' },
  ],
  [
    'wholly outside, another province',
    { subjects: ['education'], places: ['110000', '310000'] },
    { lead: '222400:news_office', needsHuman: true },
  ],
  [
    'outside township',
    { subjects: ['education'], places: ['220102001'] },
    { lead: '222400:news_office', needsHuman: true },
  ],
  ['outside without a subject', { places: ['440300'] }, { lead: '222400:news_office', needsHuman: true }],
  [
    'inside and outside',
    { subjects: ['environment'], places: ['222401', '220200'] },
    {
      lead: '220000:environment',
      supporting: ['222401:environment'],
      coordinator: office('220000'),
      needsHuman: true,
      rule: 'responsibility.common_superior',
    },
  ],
  [
    'the prefecture and another',
    { subjects: ['transport'], places: ['222400', '220600'] },
    { lead: '220000:transport', supporting: ['222400:transport'], needsHuman: true },
  ],
  [
    'run by the province',
    { subjects: ['transport'], places: ['222401'], text: '这条省管公路没人修' },
    { lead: '220000:transport', supporting: ['222401:transport'], coordinator: office('220000'), needsHuman: true },
  ],
  [
    'said not to be run by the province',
    { subjects: ['transport'], places: ['222401'], text: '这条路不是省管公路' },
    { lead: '222401:transport', path: [office('222401')] },
  ],
  [
    'the province alone is named',
    { subjects: ['education'], places: ['220000'] },
    { lead: '220000:education', supporting: ['222400:education'], needsHuman: true },
  ],
  [
    'the province beside a county is only context',
    { subjects: ['education'], places: ['220000', '222401'] },
    { lead: '222401:education', path: [office('222401')] },
  ],
];
