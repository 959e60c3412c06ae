import type { Case } from './case.ts';
import { office } from './case.ts';

/** Vertical bodies, accusations and extreme incidents, for the prefecture 222400. */
export const BY_DUTY: Case[] = [
  [
    'tax',
    { subjects: ['finance_tax'], places: ['222401'], text: '延吉市税务局退税一直没到账' },
    { lead: '222401:tax', coordinator: office('222400'), rule: 'responsibility.vertical' },
  ],
  [
    'tax by its business',
    { subjects: ['finance_tax'], places: ['222401'], text: '个税怎么申报' },
    { lead: '222401:tax' },
  ],
  [
    'customs',
    { subjects: ['commerce'], places: ['222404'], text: '珲春海关查验太慢' },
    { lead: '222404:customs', coordinator: office('222400') },
  ],
  [
    '上海关于 is no customs',
    { subjects: ['commerce'], places: ['222401'], text: '听说上海关于消费券的做法不错,延吉能不能学' },
    { lead: '222401:commerce', path: [office('222401')] },
  ],
  [
    'meteorology',
    { places: ['222403'], text: '敦化市气象局的预报总是不准' },
    { lead: '222403:meteorology', coordinator: office('222400') },
  ],
  [
    'a weather report as source',
    { subjects: ['urban_management'], places: ['222403'], text: '据气象局消息今晚有雨,街上积水没人排' },
    { lead: '222403:urban_management', path: [office('222403')] },
  ],
  [
    'tobacco',
    { subjects: ['market_regulation'], places: ['222402'], text: '烟草专卖局办证太慢' },
    { lead: '222402:tobacco' },
  ],
  [
    'vertical of the prefecture',
    { subjects: ['finance_tax'], text: '税务局电话打不通' },
    { lead: '222400:tax', coordinator: office('220000') },
  ],
  [
    'vertical in several counties',
    { subjects: ['finance_tax'], places: ['222401', '222402'], text: '两地税务局口径不一' },
    { lead: '222400:tax', supporting: ['222401:tax', '222402:tax'], coordinator: office('220000') },
  ],
  [
    'a landmark is not the matter',
    { subjects: ['transport'], places: ['222401'], text: '税务局门口的路坑坑洼洼' },
    { lead: '222401:transport', path: [office('222401')] },
  ],
  [
    'accused department',
    { subjects: ['education'], places: ['222401'], accused: '222401:education' },
    { lead: '222401:discipline', coordinator: '222400:discipline', transfer: true, rule: 'responsibility.misconduct' },
  ],
  ['accused department of the prefecture', { accused: '222400:health' }, { lead: '222400:discipline', transfer: true }],
  [
    'accused discipline body',
    { accused: '222401:discipline' },
    {
      lead: '222400:discipline',
      coordinator: '220000:discipline',
      transfer: true,
      rule: 'responsibility.misconduct_superior',
    },
  ],
  ['accused county office', { accused: office('222402') }, { lead: '222400:discipline', transfer: true }],
  [
    'accused prefecture office',
    { accused: office('222400') },
    { lead: '220000:discipline', coordinator: null, transfer: true },
  ],
  [
    'accused discipline of the prefecture',
    { accused: '222400:discipline' },
    { lead: '220000:discipline', transfer: true },
  ],
  [
    'accused at the top: nobody is left',
    { accused: office('220000') },
    { lead: null, coordinator: null, transfer: true, needsHuman: true },
  ],
  ['accused tax office', { accused: '222401:tax' }, { lead: '222401:discipline', transfer: true }],
  [
    'accused by the text',
    { subjects: ['education'], places: ['222401'], text: '延吉市教育局科长收受红包' },
    { lead: '222401:discipline', transfer: true },
  ],
  [
    'accused by the text: the prefecture’s',
    { subjects: ['education'], places: ['222401'], text: '州教育局局长收受红包' },
    { lead: '222400:discipline', transfer: true },
  ],
  [
    'accused staff without a body',
    { places: ['222405'], text: '窗口工作人员辱骂群众' },
    { lead: '222405:discipline', transfer: true },
  ],
  [
    'accused, nothing else known',
    { text: '工作人员辱骂群众' },
    { lead: '222400:discipline', transfer: true, needsHuman: true },
  ],
  [
    'the head of a county',
    { places: ['222424'], text: '汪清县县长滥用职权' },
    { lead: '222400:discipline', transfer: true, rule: 'responsibility.misconduct_superior' },
  ],
  ['the head of the prefecture', { text: '州长收受贿赂' }, { lead: '220000:discipline', transfer: true }],
  [
    'discipline staff by the text',
    { places: ['222401'], text: '延吉市纪委工作人员收受红包' },
    { lead: '222400:discipline', transfer: true },
  ],
  [
    'praise',
    { subjects: ['public_security'], places: ['222401'], text: '感谢民警拒收红包' },
    { lead: '222401:public_security', path: [office('222401')] },
  ],
  [
    'a third party',
    { subjects: ['housing_construction'], places: ['222401'], text: '物业工作人员态度恶劣' },
    { lead: '222401:housing_construction', path: [office('222401')] },
  ],
  [
    'extreme',
    { subjects: ['transport'], places: ['222401'], severity: 'extreme' },
    {
      lead: '222401:transport',
      supporting: ['222401:news_office', '222401:cyberspace', '222401:emergency_management'],
      path: [office('222401')],
      needsHuman: true,
    },
  ],
  [
    'extreme led by emergency management itself',
    { subjects: ['emergency_management'], places: ['222401'], severity: 'extreme' },
    {
      lead: '222401:emergency_management',
      supporting: ['222401:news_office', '222401:cyberspace'],
      path: [office('222401')],
      needsHuman: true,
    },
  ],
  [
    'extreme in several counties',
    { subjects: ['transport'], places: ['222401', '222402'], severity: 'extreme' },
    {
      lead: '222400:transport',
      supporting: [
        '222401:transport',
        '222402:transport',
        '222400:news_office',
        '222400:cyberspace',
        '222400:emergency_management',
      ],
      needsHuman: true,
    },
  ],
  [
    'major adds nobody',
    { subjects: ['transport'], places: ['222401'], severity: 'major' },
    { lead: '222401:transport', path: [office('222401')] },
  ],
  [
    'a sealed transfer is joined by nobody',
    { accused: '222401:transport', severity: 'extreme' },
    { lead: '222401:discipline', transfer: true, needsHuman: true },
  ],
];

/** The same rules with the county 222401 as jurisdiction. */
export const IN_COUNTY: Case[] = [
  [
    'its own',
    { subjects: ['education'], places: ['222401'] },
    { lead: '222401:education', coordinator: office('222401') },
  ],
  ['its township', { subjects: ['education'], places: ['222401100'] }, { lead: '222401:education' }],
  ['place unknown', { subjects: ['education'] }, { lead: '222401:education', rule: 'responsibility.place_unknown' }],
  ['subject unknown', { places: ['222401'] }, { lead: office('222401') }],
  ['neither', {}, { lead: '222401:news_office', needsHuman: true }],
  [
    'the next county is outside',
    { subjects: ['education'], places: ['222402'] },
    { lead: '222401:news_office', needsHuman: true },
  ],
  [
    'with the next county: their prefecture',
    { subjects: ['education'], places: ['222401', '222402'] },
    { lead: '222400:education', supporting: ['222401:education'], coordinator: office('222400'), needsHuman: true },
  ],
  [
    'with another prefecture: the province',
    { subjects: ['education'], places: ['222401', '220100'] },
    { lead: '220000:education', supporting: ['222401:education'], needsHuman: true },
  ],
  [
    'vertical',
    { subjects: ['finance_tax'], text: '税务局电话打不通' },
    { lead: '222401:tax', coordinator: office('222400') },
  ],
  [
    'accused office',
    { accused: office('222401') },
    { lead: '222400:discipline', coordinator: '220000:discipline', transfer: true },
  ],
  ['accused department', { accused: '222401:health' }, { lead: '222401:discipline', transfer: true }],
  [
    'extreme',
    { subjects: ['health'], places: ['222401'], severity: 'extreme' },
    {
      lead: '222401:health',
      supporting: ['222401:news_office', '222401:cyberspace', '222401:emergency_management'],
      needsHuman: true,
    },
  ],
];
