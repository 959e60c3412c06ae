/**
 * The words of the field, each written once: identifier, Chinese wording, English wording, and where a rule names it, the
 * clause it stands in. Code, tables, API and screens use these identifiers and no others. What
 * happens to a case once it stands has its words in vocabulary-case.ts.
 */

/** One word of a closed list: what screens write, and the clause that names it where there is one. */
export interface Term {
  readonly zh: string;
  /** Short wording for dense places (board columns, tags). */
  readonly short: string;
  readonly en: string;
  readonly clause?: string;
}

export type Terms<K extends string> = Readonly<Record<K, Term>>;

/** Writes one term; `short` is the wording for dense places. */
export const term = (zh: string, en: string, short = zh, clause?: string): Term =>
  clause === undefined ? { zh, en, short } : { zh, en, short, clause };

/** The identifiers of a list, in its order. */
export const keysOf = <K extends string>(terms: Terms<K>): readonly K[] => Object.keys(terms) as K[];

const ARTICLE_20 = '延州办发〔2018〕15号 第二十条';

/** 收集重点: the six priorities for collection, in the order of their keys 1–6. */
export const CATEGORIES = {
  policy: term('重大决策部署', 'Policy and decisions', '决策部署', ARTICLE_20),
  livelihood: term('公众切身利益', 'Livelihood', '切身利益', ARTICLE_20),
  credibility: term('政府形象公信', 'Government credibility', '政府公信', ARTICLE_20),
  emergency: term('突发事件灾害', 'Emergencies and disasters', '突发灾害', ARTICLE_20),
  morality: term('社会道德底线', 'Moral bottom line', '道德底线', ARTICLE_20),
  falsehood: term('不实信息', 'False information', '疑似不实', ARTICLE_20),
} as const satisfies Terms<string>;
export type Category = keyof typeof CATEGORIES;
export const CATEGORY_IDS = keysOf(CATEGORIES);

/** A verdict's category: one of the six priorities, or `none` (不纳入). */
export type Label = Category | 'none';
export const LABEL_IDS: readonly Label[] = [...CATEGORY_IDS, 'none'];

/** 主管领域: the twenty subjects a department answers for. */
export const SUBJECTS = {
  housing_construction: term('住房和城乡建设', 'Housing and construction', '住建'),
  urban_management: term('城市管理', 'Urban management', '城管'),
  environment: term('生态环境', 'Environment', '环保'),
  transport: term('交通运输', 'Transport', '交通'),
  education: term('教育', 'Education', '教育'),
  labour_social_security: term('人力资源和社会保障', 'Labour and social security', '人社'),
  health: term('卫生健康', 'Health', '卫健'),
  market_regulation: term('市场监督管理', 'Market regulation', '市监'),
  public_security: term('公安', 'Public security', '公安'),
  emergency_management: term('应急管理', 'Emergency management', '应急'),
  agriculture_rural: term('农业农村', 'Agriculture and rural affairs', '农业'),
  civil_affairs: term('民政', 'Civil affairs', '民政'),
  natural_resources: term('自然资源', 'Natural resources', '自然资源'),
  culture_tourism: term('文化和旅游', 'Culture and tourism', '文旅'),
  water_resources: term('水务', 'Water resources', '水务'),
  utilities: term('公用事业', 'Utilities', '公用'),
  finance_tax: term('财政税务', 'Finance and tax', '财税'),
  justice: term('司法行政', 'Justice', '司法'),
  commerce: term('发展改革和商务', 'Development and commerce', '商务'),
  telecom_network: term('通信与数据', 'Telecom and data', '通信'),
} as const satisfies Terms<string>;
export type Subject = keyof typeof SUBJECTS;
export const SUBJECT_IDS = keysOf(SUBJECTS);

/** 突发事件等级: read from numbers, of emergencies only (事故条例 第三条). */
export const INCIDENT_GRADES = {
  extreme: term('特别重大', 'Extreme', '特别重大', '生产安全事故报告和调查处理条例 第三条'),
  major: term('重大', 'Major', '重大', '生产安全事故报告和调查处理条例 第三条'),
  large: term('较大', 'Large', '较大', '生产安全事故报告和调查处理条例 第三条'),
  general: term('一般', 'General', '一般', '生产安全事故报告和调查处理条例 第三条'),
} as const satisfies Terms<string>;
export type IncidentGrade = keyof typeof INCIDENT_GRADES;
export const INCIDENT_GRADE_IDS = keysOf(INCIDENT_GRADES);

/** 舆情等级: every case has one; proposed by rule, set by a person. In the order of the keys Q W E R. */
export const OPINION_GRADES = {
  general: term('一般', 'General'),
  large: term('较大', 'Considerable'),
  major: term('重大', 'Major'),
  extreme: term('特别重大', 'Extreme'),
} as const satisfies Terms<string>;
export type OpinionGrade = keyof typeof OPINION_GRADES;
export const OPINION_GRADE_IDS = keysOf(OPINION_GRADES);

/** 角色: sets of permissions (access/permissions.ts). */
export const ROLES = {
  analyst: term('研判员', 'Analyst'),
  duty_chief: term('值班长', 'Duty chief'),
  officer: term('承办员', 'Officer'),
  reviewer: term('审核员', 'Reviewer'),
  supervisor: term('督办员', 'Supervisor'),
  leader: term('领导', 'Leader'),
  auditor: term('监督员', 'Auditor'),
  admin: term('管理员', 'Administrator'),
  steward: term('规则管理员', 'Rule steward'),
} as const satisfies Terms<string>;
export type Role = keyof typeof ROLES;
export const ROLE_IDS = keysOf(ROLES);

/** 状态 of an item on its way through judging. */
export const ITEM_STATES = {
  received: term('待判读', 'Received'),
  judged: term('待研判', 'Waiting for an analyst'),
  in_case: term('已立项', 'In a case'),
  watched: term('关注', 'Watched'),
  replied: term('点对点答复', 'Answered to the writer'),
  transferred: term('移送', 'Transferred'),
  dismissed: term('不纳入', 'Not included'),
} as const satisfies Terms<string>;
export type ItemState = keyof typeof ITEM_STATES;

/** 不纳入的理由, in the order of the keys 1–5 of the dialog. */
export const DISMISSAL_REASONS = {
  unrelated: term('与本地政务无关', 'Unrelated to local government'),
  no_demand: term('无诉求、无待回应内容', 'Nothing to answer'),
  advertisement: term('广告或垃圾信息', 'Advertisement or spam'),
  already_answered: term('已有公开回应覆盖', 'Covered by a published answer'),
  hotline_handling: term('热线在办，不二次交办', 'The hotline is handling it'),
} as const satisfies Terms<string>;
export type DismissalReason = keyof typeof DISMISSAL_REASONS;
export const DISMISSAL_REASON_IDS = keysOf(DISMISSAL_REASONS);

/** 单位在事项里的角色. */
export const ASSIGNMENT_ROLES = {
  lead: term('牵头', 'Lead'),
  supporting: term('配合', 'Supporting'),
  coordinator: term('协调', 'Coordinator'),
} as const satisfies Terms<string>;
export type AssignmentRole = keyof typeof ASSIGNMENT_ROLES;

/** 来源类别: decides the icon of a queue row. */
export const CHANNELS = {
  forum: term('论坛', 'Forum'),
  microblog: term('微博客', 'Microblog'),
  video: term('短视频', 'Short video'),
  letter: term('网络问政', 'Online letter'),
  hotline: term('12345 热线', 'Hotline'),
  media: term('媒体', 'Media'),
  unit_report: term('人工报送', 'Report by a unit'),
} as const satisfies Terms<string>;
export type Channel = keyof typeof CHANNELS;
export const CHANNEL_IDS = keysOf(CHANNELS);

/** 行政层级. */
export const TERRITORY_LEVELS = {
  province: term('省级', 'Province'),
  prefecture: term('地级', 'Prefecture'),
  county: term('县级', 'County'),
  township: term('乡级', 'Township'),
} as const satisfies Terms<string>;
export type TerritoryLevel = keyof typeof TERRITORY_LEVELS;

/** 单位类别. */
export const UNIT_KINDS = {
  department: term('部门', 'Department'),
  government_office: term('政府办公室', 'Government office'),
  news_office: term('新闻办公室', 'News office'),
  discipline: term('纪检监察机关', 'Discipline inspection body'),
  cyberspace: term('网信办', 'Cyberspace office'),
  vertical: term('垂直管理部门', 'Vertically managed department'),
} as const satisfies Terms<string>;
export type UnitKind = keyof typeof UNIT_KINDS;

/** Why a unit was found, where its name doesn't show it. */
export const UNIT_MATCHES = {
  former: term('原名', 'Former name'),
  alias: term('别称', 'Other name'),
  near: term('近似', 'Alike'),
} as const satisfies Terms<string>;

/** 垂直管理领域 with a department of their own (61号: the department answers, the office one level up coordinates). */
export const VERTICALS = {
  tax: term('税务', 'Tax'),
  customs: term('海关', 'Customs'),
  meteorology: term('气象', 'Meteorology'),
  tobacco: term('烟草', 'Tobacco'),
} as const satisfies Terms<string>;
export type Vertical = keyof typeof VERTICALS;
export const VERTICAL_IDS = keysOf(VERTICALS);

/** 判读理由 beside single words: what else speaks for one class and against another. */
export const VERDICT_REASONS = {
  lexicon_share: term('词库用语所占比重', 'Share of listed terms', '用语比重'),
  lexicon_lead: term('开头处的词库用语', 'Listed terms at the beginning', '开头用语'),
  lexicon_strong: term('分量重的词库用语', 'A listed term of great weight', '重点用语'),
  lexicon_denied: term('文中否定了的用语', 'Terms that the text denies', '否定用语'),
  matter_kind: term('事情的性质', 'Kind of matter', '性质'),
  abroad: term('地点在境外', 'It plays abroad', '境外'),
  home: term('地点在境内', 'It plays at home', '境内'),
  harm: term('伤亡损害用语', 'Words of harm', '伤亡损害'),
  asks: term('向部门提诉求的写法', 'Written as a wish to an office', '诉求写法'),
  quake: term('写明地震震级', 'An earthquake with its magnitude', '震级'),
  no_strong_term: term('没有分量重的词库用语', 'No listed term of great weight', '无重点用语'),
  refuted: term('辟谣用语', 'Words that refute', '辟谣'),
  said_elsewhere: term('文中称与本地无关', 'Said to lie elsewhere', '与本地无关'),
  elsewhere_rule: term(
    '称与本地无关的，按规则转向不纳入',
    'Rule: what is said to lie elsewhere leans to none',
    '按规则',
  ),
  other_words: term('其余字词合计', 'All other words together', '其余字词'),
  other_signs: term('其他特征合计', 'Other signs together', '其他特征'),
  prior: term('模型的起始差', 'What the model starts from', '起始差'),
  calibration: term('概率校准', 'Calibration of probabilities', '校准'),
} as const satisfies Terms<string>;
export type VerdictReason = keyof typeof VERDICT_REASONS;
export const VERDICT_REASON_IDS = keysOf(VERDICT_REASONS);

/** 个人信息种类 the redactor masks. */
export const PERSONAL_DATA = {
  phone: term('电话', 'Telephone number'),
  id_card: term('身份证号', 'Identity card number'),
  name: term('姓名', 'Name'),
  address: term('住址', 'Home address'),
  plate: term('车牌', 'Number plate'),
  bank_card: term('银行卡号', 'Bank card number'),
  email: term('邮箱', 'Mail address'),
} as const satisfies Terms<string>;
export type PersonalData = keyof typeof PERSONAL_DATA;

/** 非涉密提示: every page, upload and export bears it. */
export const NOT_CLASSIFIED_NOTICE = '本系统为非涉密系统，严禁存储、处理、传输国家秘密和工作秘密';

/** The one character that stands for each masked UTF-16 unit. */
export const MASK = '＊';
