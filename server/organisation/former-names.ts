/**
 * 原名: what bodies were called before a reform of the institutions, by the body that took their work over, and the year in which
 * the nation's reform ended the name (2003, 2008, 2013, 2018 and 2023, the Party and state institution reform plans). Places followed
 * some months later. People go on writing these names for decades.
 */
import type { Subject, Vertical } from '../contract/vocabulary.ts';
import type { UnitKind } from '../contract/vocabulary.ts';

export interface FormerName {
  name: string;
  /** Until when bodies bore it. */
  until: number;
}

const until = (year: number, ...names: string[]): FormerName[] => names.map((name) => ({ name, until: year }));

export const FORMER_OF_SUBJECT: Readonly<Record<Subject, readonly FormerName[]>> = {
  housing_construction: [
    ...until(2008, '建设局', '建设委员会', '建委', '城乡建设委员会', '建设厅', '房产管理局', '房地产管理局', '房改办'),
    ...until(2018, '住房保障和房产管理局', '城乡规划建设局', '规划建设局', '人民防空办公室', '人防办'),
  ],
  urban_management: until(
    2018,
    '城市管理行政执法局',
    '行政执法局',
    '市容环境卫生管理局',
    '市容局',
    '市政管理局',
    '市政园林局',
    '城市管理委员会',
    '城管委',
  ),
  environment: until(2018, '环境保护局', '环境保护厅', '环保局', '环保厅'),
  transport: [...until(2008, '交通局', '交通厅'), ...until(2018, '公路管理局', '运输管理处', '交通委员会', '交委')],
  education: until(1998, '教育委员会', '教委'),
  labour_social_security: [
    ...until(2008, '劳动和社会保障局', '劳动局', '劳保局', '人事局', '劳动人事局'),
    ...until(2018, '新型农村合作医疗管理办公室', '新农合办', '农合办'),
  ],
  health: [
    ...until(
      2013,
      '卫生局',
      '卫生厅',
      '人口和计划生育委员会',
      '人口和计划生育局',
      '计划生育委员会',
      '计生委',
      '计生局',
    ),
    ...until(2018, '卫生和计划生育委员会', '卫生和计划生育局', '卫计委', '卫计局', '爱卫办', '老龄办'),
  ],
  market_regulation: until(
    2018,
    '工商行政管理局',
    '工商局',
    '质量技术监督局',
    '质监局',
    '技术监督局',
    '食品药品监督管理局',
    '食药监局',
    '食药局',
    '药品监督管理局',
    '药监局',
    '物价局',
    '知识产权局',
  ),
  public_security: [],
  emergency_management: until(
    2018,
    '安全生产监督管理局',
    '安全监管局',
    '安监局',
    '公安消防大队',
    '公安消防支队',
    '消防局',
    '防汛抗旱指挥部办公室',
    '防汛办',
    '民防局',
    '政府应急办',
  ),
  agriculture_rural: [
    ...until(2018, '农业局', '农业厅', '农业委员会', '农委', '畜牧兽医局', '畜牧局', '农机局', '农牧局', '农办'),
    ...until(2021, '扶贫开发办公室', '扶贫办', '扶贫局'),
    ...until(2023, '乡村振兴局'),
  ],
  civil_affairs: until(2018, '民族宗教事务局', '军队转业干部安置办', '军转办', '双拥办', '优抚局'),
  natural_resources: [
    ...until(1998, '土地管理局', '土地局'),
    ...until(2018, '国土资源局', '国土资源厅', '国土局', '城乡规划局', '规划局', '林业局', '测绘局', '矿管局'),
  ],
  culture_tourism: [
    ...until(2013, '广播电影电视局', '广播电视局', '广电局', '新闻出版局'),
    ...until(
      2018,
      '文化局',
      '文化厅',
      '旅游局',
      '旅游发展委员会',
      '旅发委',
      '旅游委',
      '文化广电新闻出版局',
      '文广新局',
      '文广局',
      '文体局',
      '文化体育局',
    ),
  ],
  water_resources: until(2008, '水利电力局', '水电局', '水利水电局', '水利水保局'),
  utilities: until(2018, '市政公用局', '市政公用事业管理局', '公用事业局'),
  finance_tax: [],
  justice: until(2018, '法制办公室', '法制办', '政府法制办'),
  commerce: [
    ...until(1998, '计划委员会', '计委', '物资局', '商业局'),
    ...until(
      2003,
      '发展计划委员会',
      '发展计划局',
      '经济贸易委员会',
      '经贸委',
      '经贸局',
      '外经贸局',
      '外贸局',
      '贸易局',
    ),
    ...until(2018, '粮食局', '经济和信息化委员会', '经信委', '经信局', '经委', '物价和收费管理局'),
  ],
  telecom_network: [
    ...until(1998, '科学技术委员会', '科委', '邮电局'),
    ...until(2008, '信息产业局', '信息办'),
    ...until(2018, '政务服务管理办公室', '政务办', '行政审批局'),
  ],
};

export const FORMER_OF_VERTICAL: Readonly<Record<Vertical, readonly FormerName[]>> = {
  tax: until(2018, '国家税务局', '国税局', '地方税务局', '地税局', '国税', '地税'),
  customs: until(2018, '出入境检验检疫局', '检验检疫局', '商检局', '国检局'),
  meteorology: [],
  tobacco: [],
};

export const FORMER_OF_OFFICE: Readonly<Partial<Record<UnitKind, readonly FormerName[]>>> = {
  news_office: until(2018, '对外宣传办公室', '外宣办'),
  discipline: until(2018, '监察局', '监察厅', '反贪局', '预防腐败局'),
  cyberspace: until(2018, '互联网宣传管理办公室', '网宣办', '网信领导小组办公室'),
};
