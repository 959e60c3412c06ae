import { describe, expect, it } from 'vitest';
import { readText } from '../../../classifiers/reading.ts';
import { judgeSubjects } from '../../../classifiers/subjects.ts';

const judge = (text: string) => judgeSubjects(text, readText(text));

describe('judgeSubjects', () => {
  it.each([
    ['开发商逾期交房,业主无法办理房产证', 'housing_construction'],
    ['流动摊贩占道经营,城管管一管', 'urban_management'],
    ['化工厂偷排废水,河水发黑恶臭', 'environment'],
    ['12路公交车太少,能不能增加班次', 'transport'],
    ['小学学位不够,孩子入学难', 'education'],
    ['医保报销比例太低,医保局怎么说', 'labour_social_security'],
    ['老板拖欠农民工工资', 'labour_social_security'],
    ['医院乱开药,看病挂号难', 'health'],
    ['超市卖过期食品,市场监管部门查处', 'market_regulation'],
    ['物价上涨,菜价没有明码标价', 'market_regulation'],
    ['派出所办理户口迁移太慢', 'public_security'],
    ['仓库起火,消防救援到场,火灾原因调查', 'emergency_management'],
    ['种粮补贴没发,农药化肥涨价,农民种地难', 'agriculture_rural'],
    ['民政局低保申请,养老院收费', 'civil_affairs'],
    ['退役军人优抚金什么时候发', 'civil_affairs'],
    ['征地补偿款没到位,不动产登记办不了', 'natural_resources'],
    ['景区门票太贵,导游强制购物', 'culture_tourism'],
    ['农村饮水工程没通,自来水浑浊,水库水位低', 'water_resources'],
    ['小区停电,供电所一直没来抢修', 'utilities'],
    ['税务局退税慢,发票开不出来', 'finance_tax'],
    ['法院判决后强制执行难,申请法律援助', 'justice'],
    ['发改委招商引资项目审批', 'commerce'],
    ['村里手机没信号,宽带网速慢', 'telecom_network'],
  ])('%s → %s', (text, subject) => expect(judge(text).subject).toBe(subject));

  it('names further subjects, best first, with evidence that stands in the text', () => {
    const text = '学校食堂用过期食品,学生吃坏肚子,市场监管和教育局都不管';
    const { subject, subjects, evidence } = judge(text);
    expect(subjects.map(({ code }) => code)).toEqual(expect.arrayContaining(['education', 'market_regulation']));
    expect(subjects[0]?.code).toBe(subject);
    for (let i = 1; i < subjects.length; i += 1) {
      expect(subjects[i]?.confidence).toBeLessThanOrEqual(subjects[i - 1]?.confidence ?? 0);
    }
    for (const { start, end, term } of evidence) expect(text.slice(start, end)).toBe(term);
  });

  it('names no subject where no word of any field stands', () => {
    expect(judge('你们到底什么时候给我一个说法').subject).toBeNull();
  });
});
