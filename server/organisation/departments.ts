/**
 * What the units of a government are called: the department of each subject at province and at lower level, and the words
 * people use for it. Names differ a little from place to place; a pack states its own.
 */
import type { Subject, Vertical } from '../contract/vocabulary.ts';

export interface DepartmentName {
  /** 省级 name after the territory's. */
  province: string;
  /** Name below the province. */
  local: string;
  short: string;
  /** Further words that stand for this department, without a territory. */
  words: readonly string[];
}

export const DEPARTMENTS: Readonly<Record<Subject, DepartmentName>> = {
  housing_construction: {
    province: '住房和城乡建设厅',
    local: '住房和城乡建设局',
    short: '住建局',
    words: ['住建部门', '住建委', '房管局', '房产局', '房产部门', '房管部门', '住房公积金管理中心', '公积金中心'],
  },
  urban_management: {
    province: '城市管理执法监督局',
    local: '城市管理局',
    short: '城管局',
    words: [
      '城管部门',
      '城管执法局',
      '城市管理综合执法局',
      '综合执法局',
      '城管大队',
      '城管中队',
      '城管',
      '环卫处',
      '园林局',
    ],
  },
  environment: {
    province: '生态环境厅',
    local: '生态环境局',
    short: '环保局',
    words: ['环保部门', '环境保护局', '生态环境部门'],
  },
  transport: {
    province: '交通运输厅',
    local: '交通运输局',
    short: '交通局',
    words: ['交通部门', '交通运输部门', '公路局', '公路部门', '运管所', '运管局', '客运管理处'],
  },
  education: {
    province: '教育厅',
    local: '教育局',
    short: '教育局',
    words: ['教育部门', '教体局', '教育和体育局', '招生办', '招考办'],
  },
  labour_social_security: {
    province: '人力资源和社会保障厅',
    local: '人力资源和社会保障局',
    short: '人社局',
    words: [
      '人社部门',
      '社保局',
      '社保中心',
      '劳动监察大队',
      '劳动监察',
      '医保局',
      '医疗保障局',
      '医保部门',
      '医保中心',
      '就业局',
    ],
  },
  health: {
    province: '卫生健康委员会',
    local: '卫生健康局',
    short: '卫健局',
    words: ['卫健委', '卫健部门', '卫生局', '疾控中心', '卫生监督所', '卫生健康委员会'],
  },
  market_regulation: {
    province: '市场监督管理厅',
    local: '市场监督管理局',
    short: '市监局',
    words: ['市场监管局', '市场监管部门', '市监部门', '工商局', '食药监局', '物价局', '消协', '市场监管所'],
  },
  public_security: {
    province: '公安厅',
    local: '公安局',
    short: '公安局',
    words: [
      '公安分局',
      '公安部门',
      '公安机关',
      '派出所',
      '交警大队',
      '交警支队',
      '交警队',
      '交警部门',
      '警方',
      '刑警队',
      '车管所',
    ],
  },
  emergency_management: {
    province: '应急管理厅',
    local: '应急管理局',
    short: '应急局',
    words: ['应急部门', '应急管理部门', '安监局', '消防救援大队', '消防大队', '消防部门'],
  },
  agriculture_rural: {
    province: '农业农村厅',
    local: '农业农村局',
    short: '农业局',
    words: ['农业部门', '农业农村部门', '畜牧局', '农委', '乡村振兴局'],
  },
  civil_affairs: {
    province: '民政厅',
    local: '民政局',
    short: '民政局',
    words: ['民政部门', '退役军人事务局', '退役军人局', '民宗局', '婚姻登记处', '殡葬管理所'],
  },
  natural_resources: {
    province: '自然资源厅',
    local: '自然资源局',
    short: '自然资源局',
    words: [
      '自然资源部门',
      '自然资源和规划局',
      '自规局',
      '规划局',
      '国土局',
      '国土资源局',
      '林业局',
      '林草局',
      '不动产登记中心',
    ],
  },
  culture_tourism: {
    province: '文化和旅游厅',
    local: '文化广播电视和旅游局',
    short: '文旅局',
    words: ['文旅部门', '文化局', '旅游局', '文广旅局', '文化和旅游局', '体育局'],
  },
  water_resources: {
    province: '水利厅',
    local: '水利局',
    short: '水利局',
    words: ['水务局', '水利部门', '水务部门', '河长办'],
  },
  utilities: {
    province: '公用事业管理局',
    local: '公用事业管理局',
    short: '公用局',
    words: ['公用事业局', '公用事业部门', '供热办', '燃气办', '供热管理中心', '热力办'],
  },
  finance_tax: {
    province: '财政厅',
    local: '财政局',
    short: '财政局',
    words: ['财政部门', '财政所'],
  },
  justice: {
    province: '司法厅',
    local: '司法局',
    short: '司法局',
    words: ['司法部门', '司法行政部门', '司法所', '公证处', '法律援助中心'],
  },
  commerce: {
    province: '发展和改革委员会',
    local: '发展和改革局',
    short: '发改局',
    words: ['发改委', '发改部门', '商务局', '商务部门', '粮食局', '发展和改革委员会', '工信局', '招商局'],
  },
  telecom_network: {
    province: '通信管理局',
    local: '政务服务和数字化建设管理局',
    short: '数据局',
    words: [
      '通信管理局',
      '大数据局',
      '数据管理局',
      '政数局',
      '科技局',
      '通信管理部门',
      '通管局',
      '政务服务和数据管理局',
      '政务服务局',
    ],
  },
};

export const VERTICAL_NAMES: Readonly<Record<Vertical, { name: string; words: readonly string[] }>> = {
  tax: { name: '税务局', words: ['税务部门', '国税局', '地税局', '税务所', '税务分局', '办税服务厅', '办税大厅'] },
  customs: { name: '海关', words: ['海关部门'] },
  meteorology: { name: '气象局', words: ['气象部门', '气象台', '气象站'] },
  tobacco: { name: '烟草专卖局', words: ['烟草局', '烟草公司', '烟草部门', '烟草专卖部门'] },
};
