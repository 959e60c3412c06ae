/** 说法不一: the words of the panel that sets the units' texts side by side. */
import { pick } from './language.ts';

const zh = {
  title: (n: number) => `说法不一 ${n} 处`,
  note: '程序比对各单位文本所得，是否有误由人核定。',
  draft: (n: number, name: string) => `回应 ${n}（${name}）`,
  publication: (name: string) => `已发布（${name}）`,
  entry: (name: string) => `核查与处置（${name}）`,
  line: (name: string) => `现行口径（${name}）`,
  facts: {
    dead: '死亡人数',
    grave: '重伤人数',
    injured: '受伤人数',
    missing: '失联人数',
    evacuated: '转移安置人数',
    loss: '直接经济损失',
    magnitude: '震级',
    time: '事发时间',
    place: '事发地点',
    cause: '原因',
    promise: '承诺时间',
    denial: '有无与属实与否',
  },
};

const en: typeof zh = {
  title: (n) => `${n} statements differ`,
  note: 'Found by comparing the units’ texts; a person decides whether one is wrong.',
  draft: (n, name) => `Answer ${n} (${name})`,
  publication: (name) => `Published (${name})`,
  entry: (name) => `Findings and measures (${name})`,
  line: (name) => `Line in force (${name})`,
  facts: {
    dead: 'Dead',
    grave: 'Gravely injured',
    injured: 'Injured',
    missing: 'Missing',
    evacuated: 'Moved to safety',
    loss: 'Direct loss',
    magnitude: 'Magnitude',
    time: 'Time of the event',
    place: 'Place of the event',
    cause: 'Cause',
    promise: 'Promised time',
    denial: 'What is so, and what is not',
  },
};

export const t = pick(zh, en);
