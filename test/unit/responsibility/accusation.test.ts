import { describe, expect, test } from 'vitest';
import { findAccusation } from '../../../server/responsibility/accusation.ts';

const ACCUSING: [text: string, kind: string][] = [
  ['延吉市房管局窗口工作人员态度极其恶劣,还骂人', 'rudeness'],
  ['龙井市教育局科长收受家长红包,大家都知道', 'bribery'],
  ['上班时间办事大厅工作人员打牌,没有一个人理我们', 'absence'],
  ['我被城管队员殴打,手机也被抢走', 'abuse'],
  ['图们市某派出所民警打人,请上级严肃处理', 'abuse'],
  ['实名举报和龙市住建局副局长以权谋私', 'bribery'],
  ['县长滥用职权,强占村里林地', 'abuse'],
  ['市政务大厅不动产窗口上班时间空无一人', 'absence'],
  ['办证要先交好处费,局长索要两万元好处费', 'bribery'],
  ['村支书虚报冒领低保补贴三年', 'bribery'],
  ['交警态度蛮横,罚款不给票据', 'rudeness'],
  ['税务局窗口人员出言不逊', 'rudeness'],
  ['市场监管局执法人员吃拿卡要,开店的都怕', 'abuse'],
  ['昨天去社保局办事。态度恶劣,推来推去', 'rudeness'],
  ['中学校长收受教辅公司回扣', 'bribery'],
  ['收红包的局长还在位子上', 'bribery'],
  ['城管暴力执法,掀翻了老人的菜摊', 'abuse'],
  ['值班民警喝酒睡觉,报警没人出警', 'absence'],
  ['乡干部贪污扶贫款,请查一查', 'bribery'],
  ['环保局包庇化工厂排污,举报三次都被通风报信', 'abuse'],
  ['实名举报青云路派出所民警', 'abuse'],
  ['请查处收受红包的民政局局长', 'bribery'],
  ['我去派出所问事情,民警无缘无故辱骂我', 'rudeness'],
  ['去年我们就反映过。今天又去了综合执法局，队员脱岗，一个人都没有', 'absence'],
];

const NOT_ACCUSING: string[] = [
  '感谢延吉市公安局民警热情服务,给您送锦旗',
  '民警拒收红包,群众纷纷点赞',
  '物业公司工作人员态度恶劣,还骂业主',
  '开发商打人,派出所已经抓获嫌疑人',
  '城管队员被小贩打伤,正在住院',
  '民警被打伤,嫌疑人已被抓',
  '住建局办证太慢,排队两个小时,希望改进',
  '供热公司客服态度差,家里还是不热',
  '网传教育局局长受贿系谣言,已报警',
  '全市开展整治吃拿卡要专项行动,严禁干部收受红包',
  '某局原局长受贿案一审宣判,获刑十年',
  '纪委通报典型案例:科长收受礼金被处分',
  '医保局一直没有回复,打电话没人接',
  '邻居半夜打麻将,还骂人,报警也没用',
  '工作人员没有态度恶劣,是我误会了',
  '民警制止了一起殴打老人的事件',
  '公交司机态度恶劣,甩客',
  '如果局长收红包,欢迎举报',
  '公司老板辱骂员工,拖欠工资,请劳动监察大队处理',
  '请市长管管,小区邻居动手打人',
  '出租车司机拒载还骂人,请交通局处理',
  '学校老师体罚学生,辱骂孩子',
  '局长带队检查，严禁酒店工作人员打骂顾客！',
  '公安局提醒：骗子冒充领导索要红包，请勿转账',
  '民政局答复及时；物业经理骂人，与民政局无关',
];

describe('findAccusation', () => {
  test.each(ACCUSING)('%s', (text, kind) => {
    expect(findAccusation(text)?.kind).toBe(kind);
  });

  test.each(NOT_ACCUSING)('no accusation: %s', (text) => {
    expect(findAccusation(text)).toBeNull();
  });

  test('a head of government is marked as one', () => {
    expect(findAccusation('州长滥用职权')?.head).toBe(true);
    expect(findAccusation('民政局局长滥用职权')?.head).toBe(false);
  });
});
