/** The words by which a text accuses: what was done, and who is said to have done it. Own lists, to be mended by use. */

export type Misconduct = 'bribery' | 'rudeness' | 'absence' | 'abuse';

/** What each kind of misconduct is called on a screen. */
export const MISCONDUCT_NAMES: Readonly<Record<Misconduct, string>> = {
  bribery: '以权谋私、收受财物',
  rudeness: '作风粗暴、辱骂群众',
  absence: '脱岗、工作时间做私事',
  abuse: '滥用职权、刁难群众',
};

const GIFT = '(?:红包|好处费|好处(?!理)|回扣|贿赂|贿款|礼金|辛苦费|感谢费|茶水费|黑钱|财物)';
const IDLE =
  '(?:打牌|打扑克|打麻将|斗地主|玩手机|刷手机|刷视频|玩游戏|打游戏|睡觉|睡大觉|喝酒|炒股|网购|闲聊|聊天|嗑瓜子|看电影|看剧|追剧|织毛衣|干私活)';

/** Patterns of the acts, by kind. A mere complaint about a service (慢、排队久、没回复、推诿) is none of them. */
export const ACTS: Readonly<Record<Misconduct, RegExp>> = {
  bribery: new RegExp(
    `受贿|索贿|行贿|贪污|贪腐|搞腐败|(?:收受|收取|收了|收|索要|索取|要|拿)[^,，。;；!！?？]{0,8}?${GIFT}|挪用[^,，。;；]{0,4}(?:公款|资金|款)|侵吞|私吞|中饱私囊|权钱交易|虚报冒领|冒领|套取[^,，。;；]{0,8}(?:补贴|资金|补助|款)|截留[^,，。;；]{0,8}(?:补贴|资金|补助|款)|公款(?:吃喝|旅游|消费)|公车私用|吃空饷|收钱(?:不)?办事|买官卖官|以权谋私|优亲厚友`,
    'g',
  ),
  rudeness: new RegExp(
    '态度(?:极其|极为|非常|十分|特别|很|太|相当|极度|实在|真)?(?:恶劣|蛮横|粗暴|傲慢|嚣张|差劲|差|冷漠|生硬|不好)|辱骂|谩骂|骂(?:人|我|他|她|群众|老人|村民|办事)|破口大骂|出言不逊|恶语相向|爆粗口|吼(?:我|人|群众|老人)|冷嘲热讽|大声呵斥|呵斥(?:我|群众|老人|办事)',
    'g',
  ),
  absence: new RegExp(
    `脱岗|空岗|擅离(?:职守|岗位)|擅自离岗|不在岗|无人在岗|缺岗|(?:上班|工作|值班|执勤)(?:时间|期间|时)?[^,，。;；!！?？]{0,10}?${IDLE}|(?:上班|工作)(?:时间|期间)[^。;；!！?？]{0,14}?(?:空无一人|没人|无人|人不在|锁着?门)`,
    'g',
  ),
  abuse: new RegExp(
    '滥用(?:职权|权力|公权)|以权压人|仗势欺人|(?:暴力|粗暴|野蛮|钓鱼|选择性)执法|暴力(?:拆迁|强拆)|殴打|打伤|打人|动手打|推搡|乱罚款|吃拿卡要|(?:故意)?刁难|打击报复|威胁(?:我|他|她|群众|村民|当事人|举报人|商户)|恐吓|公报私仇|徇私|非法(?:拘禁|关押)|保护伞|包庇|暗箱操作',
    'g',
  ),
};

/** Persons who act for a public body, whoever they belong to: the body named before them says to whom. */
export const STAFF =
  '工作人员|办事人员|办事员|窗口人员|窗口|执法人员|执法队员|公职人员|公务员|干部|领导|局长|副局长|科长|科员|处长|股长|所长|队长|大队长|主任|书记|镇长|乡长|村长|村支书|村主任|村干部|驻村|网格员|法官|检察官|协管员';

/** Bodies without a unit of their own in the organisation. */
export const OTHER_PUBLIC =
  '村委会|村委|居委会|社区|街道办事处|街道办|镇政府|乡政府|信访局|法院|检察院|政务服务中心|政务服务大厅|政务大厅|政务中心|办事大厅|服务大厅|行政服务中心';

/** Heads of a territory: what accuses them goes to the level above. */
export const HEADS = '(?:市|县|区|州|省)(?:委)?书记|副?(?:市|县|区|州)长|(?:市|县|区|州)政府|人民政府(?!办公)';

/** Staff of public schools and hospitals: accused where they take money, else a matter of the service. */
export const INSTITUTION = '校长|园长|院长|班主任|教师|老师|医生|大夫|护士|护士长|公交司机';

export const THIRD_PARTIES =
  '物业|开发商|公司|商家|商户|店主|店家|店员|饭店|餐馆|酒店|老板|快递员?|外卖员?|司机|邻居|业主|业委会|保安|售楼|中介|超市|骗子|诈骗|网友|平台|客服|培训机构|承包商|承包方|包工头|施工方|施工队|房东|租客|商贩|小贩|摊主|摊贩|嫌疑人|男子|女子|男人|患者|病人|家长|同学|学生|顾客|旅客|乘客|银行|工厂|厂家|企业|员工|导游|丈夫|婆婆|醉汉|歹徒|团伙|村霸|单位老板|经理';
