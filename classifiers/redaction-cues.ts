/** What stands before or behind a name and tells that it is one. Read on the normalised text. */
import { scanOf } from './word-scan.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Before a colon they announce a name, whatever its characters. */
const LABELS = words(`
  姓名 联系人 申请人 投诉人 举报人 反映人 来信人 来电人 写信人 诉求人 求助人 委托人 代理人 承租人 出租人 被告 被告人 原告 户名
  户主 开户名 收件人 收款人 收货人 监护人 法人代表 法定代表人 法人 经办人 负责人 业主 患者 家长 车主 当事人 受害人 被害人 嫌疑人
  死者 伤者 学生 考生 老人 本人 署名 签名 落款 留言人 发帖人 建议人 咨询人 信访人 提问人 房主 房东 联络人 紧急联系人 会计 亲属
  家属 配偶 子女 父亲 母亲 丈夫 妻子 儿子 女儿 承办人 审核人 办理人 审批人 签发人 复核人 填表人 制表人 填报人 值班员 值班人员 值班领导 带班领导 主持人
  主讲人 记录人 被访者 受访者 报名人 投保人 被保险人 存款人 寄件人 取件人 致歉人 检讨人 报告人 陈述人 拾得人 领款人 责任人 作者 协办人 回访人 受理人
  接待人 接访人 调查人 执法人员`);

/** Labels only where a colon follows: without one they tell of no name (记录显示, 签发机关). */
const COLON_LABELS = words(`
  签发 复核 填表 制表 值班 带班 主持 主讲 记录 校对 摄影 撰稿 投稿 甲方 乙方 丙方 男方 女方 审核 审批 承办 办理 经办 受理 回访 联系`);

/** A name follows. */
const INTRODUCTIONS = words(`
  我叫 我是叫 我名叫 我名字叫 名叫 名字叫 叫做 我的名字是 我的名字叫 本人姓名 姓名 姓名是 姓名为 本人名叫 本人叫 他叫 她叫 人叫
  位叫 个叫 男的叫 女的叫 男的名叫 女的名叫 自称 户名 户名是 户名为 署名 化名叫 女儿叫 儿子叫 孩子叫`);

/** Somebody's role or relation; often his name follows. */
const ROLES = words(`
  班长 团支书 学习委员 护士长 目击者 知情人 教练员 发展 录取 录用 见证人 证明人 介绍人 推荐人 人大代表 政协委员 支队长 发言人 领奖人 中奖人 记者 编辑 社区工作者 会员 楼上 楼下 隔壁 对门 社长 警长 政委 教导员 指导员 园丁 校友 室友 舍友 网友 队友 老乡 病友 车友 同乡 姐夫 妹夫 大伯 二叔 三叔 小叔 小姨 大姨 外孙女 外孙 外甥女
  诉求人 好心人 村主任 凶手 歹徒 小贩 妇女 同胞 小伙 小伙子 姑娘 我爸 我妈 我哥 我姐 我弟 我妹 我叔 我舅 我婆婆 我公公 被告
  原告 第三人 供应商 材料商 分包商 承租人 出租人 志愿者 嫌犯 诈骗犯 逃犯 人贩子 任命 免去 聘任 聘请 推选 提名 表彰 追授 授予
  参保人 病患 产妇 孕妇 少年 男孩 女孩 娃娃 儿童 新生 大学生 研究生 留守儿童 困难户 受助人 捐赠人 失主 机主 卡主 楼长 队员
  船主 猎户 果农 菜农 茶农 瓜农 个体工商户 经营户 店家 摊贩 保洁员 环卫工 护林员 村医 校医 导师 辅导员 系主任 年级主任 教导主任
  科员 办事员 主办 经手人 审批人 实际控制人 实控人 合伙人 投资人 出借人 借款人 债权人 保证人 代理人 辩护人 公证员 鉴定人
  法定代表人 法人代表 退伍军人 工作人员 被执行人 退役军人 村支书 反映者 负责人 副科长 收件人 收款人 被害人 理事长 求助人 养殖户
  农民工 外卖员 举报人 消费者 网格员 举报者 承包商 技术员 秘书长 班主任 副主任 总经理 副局长 业务员 老板娘 受害者 投诉者 来信人
  经营者 委托人 五保户 承包人 副乡长 受害人 写信人 副校长 肇事者 经办人 包工头 监护人 来电人 咨询人 董事长 副所长 驾驶员 副县长
  申请人 债务人 贫困户 大队长 残疾人 中队长 联系人 投诉人 来访人 低保户 副镇长 快递员 担保人 种植户 嫌疑人 反映人 个体户 当事人
  检察官 副书记 村民 销售 家长 经理 亲戚 父亲 爸爸 女友 战友 男子 伯伯 医生 伤员 乡长 法官 所长 园长 逝者 交警 工头 公公
  儿媳 姑姑 租客 女子 群众 堂兄 村长 住户 站长 弟弟 摊主 爷爷 女婿 孙子 渔民 家人 老板 侄女 孩子 死者 母亲 局长 车主 牧户
  客服 处长 外甥 顾客 患者 辅警 烈士 居民 同学 护工 支书 舅舅 表妹 老兵 旅客 出纳 干部 厂长 店主 会长 护士 党员 老人 行长
  买家 司机 市民 男友 户主 律师 股东 保姆 考生 租户 卖家 同事 组长 妻子 农民 员工 姐姐 叔叔 哥哥 警察 本人 校长 家属 表弟
  我是 牧民 外婆 堂哥 老师 妹妹 大姐 丈夫 岳父 客户 职工 教师 主管 儿子 外公 闺女 业主 病人 会计 前妻 县长 院长 大哥 保安
  部长 表姐 店长 房主 骑手 婆婆 嫂子 房东 乘客 老婆 主任 证人 朋友 女儿 侄子 大夫 商户 区长 岳母 堂弟 妈妈 民警 书记 邻居
  表哥 博主 工人 市长 老汉 法人 拖欠 中介 学生 学员 孙女 遗孀 科长 队长 前夫 老公 镇长 主播 爱人 伤者 奶奶`);

const PEOPLES = words(`
  蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族
  土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族`);

/** How sure the place of a name is: after a label nearly everything is a name, in running text little is. */
export type Belief = 'label' | 'role' | 'weak';

/** Before a name: the cue, where the name would begin, and how much it is believed. */
export interface Cue {
  readonly word: string;
  readonly end: number;
  readonly belief: Belief;
}

const LABEL_SET = new Set([...LABELS, ...COLON_LABELS]);
const NEEDS_COLON = new Set(COLON_LABELS);
const INTRODUCTION_SET = new Set(INTRODUCTIONS);
const BEFORE = scanOf([
  ...LABELS,
  ...COLON_LABELS,
  ...INTRODUCTIONS,
  ...ROLES,
  ...PEOPLES,
  '姓 名',
  '姓  名',
  '姓   名',
  '姓    名',
  '户 名',
  '序号',
]);
const LABEL_TAIL = /(?:姓名|名字|签名|签字)?(?:[（(][^)）\n]{0,6}[)）])?\s{0,3}(?:[:：]|是[:：]|为[:：])\s{0,4}/y;
/** Between a role and its bearer's name. */
const ROLE_JOINT = /(?:叫|名叫|[:：是]|为|、|——)?\s?/y;
const NUMBER_TAIL = /\s?\d{1,4}[\s、.:]\s?/y;

const endOf = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
};

/** The cue that begins at `at` and where the name would stand behind it, or null. */
export function cueAt(text: string, at: number): Cue | null {
  const length = BEFORE.lengthAt(text, at);
  if (length === 0) return null;
  const word = text.slice(at, at + length);
  const from = at + length;
  if (word === '序号') return cue(word, endOf(NUMBER_TAIL, text, from), 'role');
  if (LABEL_SET.has(word) || /\s/.test(word)) {
    const end = endOf(LABEL_TAIL, text, from);
    if (end >= 0) return { word, end, belief: 'label' };
    if (NEEDS_COLON.has(word)) return null;
  }
  if (INTRODUCTION_SET.has(word)) return cue(word, endOf(/\s{0,2}/y, text, from), 'role');
  return cue(word, endOf(ROLE_JOINT, text, from), 'weak');
}

const cue = (word: string, end: number, belief: Belief): Cue | null => (end < 0 ? null : { word, end, belief });

/** Behind a name: what is told of its bearer (李静,女,45岁), his numbers, a closing formula. */
const BEHIND =
  /[男女](?=[,，、\s)）;；。]|性)|身份证|公民身份|证件号|电话|联系电话|手机|联系方式|微信|住址|家住|家庭住址|现年|今年\d|出生于|\d{1,3}岁|1[3-9]\d{9}(?!\d)|1[3-9]\d[\s-]\d{4}[\s-]\d{4}|(?:敬|谨|拜|亲笔)上?(?:[\s。]|$)/y;
const BEHIND_FIRST = new Uint8Array(65536);
for (const unit of '男女身公证电联手微住家现今出敬谨拜亲0123456789') BEHIND_FIRST[unit.charCodeAt(0)] = 1;
const GAP = /[\s,，、(（:：]/;
const TITLED = scanOf(
  words('先生 女士 小姐 同志 同学 小朋友 老师 师傅 医生 大夫 护士 律师 教授 警官 法官 阿姨 大爷 大妈 奶奶 爷爷'),
);

/** Where a name would have to end that is told of at `at`, or -1 where nothing is. */
export function nameEndBefore(text: string, at: number): number {
  if (TITLED.lengthAt(text, at) > 0) return at;
  if (BEHIND_FIRST[text.charCodeAt(at)] !== 1 || endOf(BEHIND, text, at) < 0) return -1;
  let end = at;
  while (end > 0 && at - end < 3 && GAP.test(text.charAt(end - 1))) end -= 1;
  return end;
}
