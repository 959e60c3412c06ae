import { cutText } from './segment.ts';

/**
 * What stands around a place's name and says that it is not a place the matter concerns: roads, shops, dishes, rivers,
 * people, companies, brands; and negations and corrections. All patterns are bounded, so a text is read in linear time.
 */

const NUMERAL = '[一二三四五六七八九十0-9]{1,3}';

/** Directly behind a short name: something else is meant. */
const OTHER_THING = new RegExp(
  [
    `(?:[东西南北中]|${NUMERAL})?(?:路(?!况|段|面|灯|网|过)|大街|大道|街(?!道|头)|巷(?!道)|胡同|弄堂|里弄|立交|高架)`,
    `(?:[东西南北中]|[二三四五六七八九十])?(?:大桥|隧道)`,
    '[东西南北](?:大)?[路街]',
    '鸡腿|冷粉|凉粉|米糕|糕|糖(?!厂)|饼|包子|馄饨|饺子|汤圆|粽子|鱼丸|肉丸|酱菜|咸菜|香肠|腊肠|熏肉|排骨|线面|挂面|小笼|炒饭|炒粉|炒面|肠(?!道)|红肠|烧饼|锅盔|锅包肉|过桥|汽锅鸡|卤味|卤煮|豆汁|驴肉|羊汤|羊肉|羊杂|牛杂|甑糕|铁观音|乌龙|岩茶|黑茶|砖茶|普洱|黄桃|雪花梨|猕猴桃|荔枝|芒果|香蕉|菠萝|海鲜店|大闸蟹|小龙虾|臭鳜鱼|烤鱼|酸菜鱼|水煮鱼|剁椒|砂锅|麻辣烫|串串|烤肉|大酱汤|泡面|烤鸭|板鸭|盐水鸭|火锅|拉面|牛肉|羊肉|小面|热干面|炸酱面|刀削面|担担面|烩面|冷面|凉面|米粉|米线|凉皮|肉夹馍|泡馍|泡菜|打糕',
    '大米|苹果|葡萄|大枣|红枣|蜜瓜|西瓜|瓜(?!分|葛)|脐橙|蜜橘|柚子|雪梨|香梨|核桃|人参|木耳|啤酒|白酒|黄酒|酒(?!店|驾|吧|后|水|楼)',
    '火腿|腊肉|扒鸡|烧鸡|熏鸡|麻花|大盘鸡|豆腐|臭豆腐|辣酱|菜(?!市|农|价|地|篮|场|贩)|小吃|早茶|肠粉|烧腊|烧鹅|陈醋|老醋|榨菜|毛尖|红茶|绿茶|白茶|普洱茶|茶(?!楼|馆|社|室)|月饼|汤包|煎饼|胡辣汤|螺蛳粉|鸭脖|风味|料理|刺绣|紫砂|瓷器|特产',
    '[\\u4e00-\\u9fff]{0,5}?(?:饭店|酒楼|酒家|餐厅|餐馆|面馆|饭馆|菜馆|烧烤店|理发店|美发店|专卖店|包子铺|面店|鸭店|服装城)',
    '龙井|扑克|阁|村(?!民|委|镇|级|里的)|社区|小区|公园(?!街道|路)|(?:大厦|花园|家园|公寓|名都|豪庭|公馆|国际城|印象|人家|故事)',
    '江(?!西|苏)|河(?!南|北|道治理)|湖(?!南|北)|海(?!关|洋局|事|域|鲜|边|滩|产|堤|岸|水|湾|上|岛)|山(?!东|西|区|体|火|洪)|岭|峡|水库|运河|海峡|半岛|岛(?![内上])|高原|盆地|草原|湾(?!区)|滩(?!涂)',
    '(?:县|市|州|省|区)?(?:本地|当地)?人(?!参|民|社|大(?!多|都|概)|大常委|才|口|员|力|防|行|均|流|工|事|为|道|居|武|代会)',
    '籍(?!贯)|游客|老板|商人|客商|人士|网友|考生|老乡|姑娘|小伙|媳妇|大妈|大爷|阿姨|同乡|话(?!务|题|剧)|方言|口音|牌照|车牌|时间',
    '银行|证券|保险|航空(?!港)|汽车(?!站|客运|南站|北站|东站|西站)|现代(?!农业|化|服务|产业)|大众|本田|奔驰|吉利|啤酒|卷烟|白药|茅台|阿胶|枸杞|牌|卫视|大学|足球|队|国安|申花|恒大|泰山队|精神|条约|公约|会议精神|模式|经验|式(?![微各])|钢铁|石化|重汽|重工|电缆|客车|机床|化工(?=股)|系(?!统|列|因|属|由)|帮(?!助|扶|忙)|四合院|街舞|之星|之窗|之夜|故事|往事|爱情',
  ].join('|'),
  'y',
);

/** Behind any spelling: a company's name runs on to its 公司; a public utility is none of these. */
const COMPANY =
  /(?![一某两多几有]|境内|辖区)[^\s的在了把被等与和及向对是有就也都,，。.!！?？、;；:：“”"]{0,16}?(?:有限责任公司|有限公司|股份公司|集团|公司|合作社|酒业|药业|实业)/y;
const UTILITY = /自来水|供水|排水|供热|热力|供暖|燃气|煤气|天然气|供电|电力|公交|环卫|水务|污水|公共交通|客运/;

/** What follows makes one longer word that only begins like a place. */
const LONGER_WORD: Readonly<Record<string, RegExp>> = {
  海口: /^子/,
  龙井: /^(?:茶|绿茶|以次)/,
  大理: /^[石由论寺想解性财睬]/,
  合肥: /^料/,
  长治: /^久安/,
  大同: /^(?:小异|社会)/,
  开封: /^(?:后|前|即|时|了|过|使用|食用|的食品|菜)/,
  三明: /^治/,
  黄石: /^公园/,
  北海: /^(?:道|公园)/,
  日照: /^(?:时间|时数|权|充足|不足|率)/,
  安康: /^(?:幸福|工程)/,
  来宾: /^(?:们|席|登记|入|请)/,
  白银: /^(?:价|首饰|期货|时代|项链)/,
  海南: /^(?:岛链|鸡饭)/,
  南昌: /^起义/,
  西安: /^事变/,
  遵义: /^会议/,
  敦煌: /^壁画/,
  凤庆: /^红/,
  北京: /^(?:奥运|冬奥|猿人|西路|大妈)/,
  上海: /^合作/,
  南京: /^大屠杀/,
  德州: /^(?:仪器|州长|休斯)/,
  和田: /^玉/,
  哈密: /^瓜/,
  宁夏: /^枸杞/,
  东阿: /^阿胶/,
  黑龙江: /^(?:水位|江畔|流域)/,
  图们: /^江/,
};

const SUN_WORD = /^(?:光|台|性|历|伞)/;
const SIDE = /^(?:岸|侧|麓|坡)/;

/** Origin of a person, not the place of the matter. */
const ORIGIN_BEFORE =
  /(?:老家(?:就|是|在|就在|是在)?|祖籍(?:是|在)?|籍贯(?:是|为|[:：])?|来自|出生(?:在|于)|出生地(?:是|为|[:：])?|娘家(?:是|在)?|生于)$/;
/** 老家信阳的宅基地: there the matter lies. */
const HOME_MATTER =
  /^(?:市|县|区|省)?(?:的|那边的?|农村的?)?(?:宅基地|房子|老房|房屋|祖坟|耕地|承包地|地被|农田|村里|医保|社保|户口)/;
const MOVED_FROM = /(?:从|由|打)$/;
const MOVED_ON = /^(?:市|县)?(?:嫁|搬|赶来|赶回|回来|回到|过来|来到|来的|调来)/;

const SURNAME =
  '张王李赵刘陈杨黄吴徐孙朱胡郭何林罗郑梁谢宋唐许邓冯韩曹曾彭肖蔡潘田董袁余叶蒋杜苏魏程吕丁沈任姚卢姜崔谭廖范汪陆戴贾韦夏邱侯熊孟秦';
/** A person whose given name is a place's: 张延吉, 李长春. */
const NAMED_PERSON = new RegExp(`(?:^|[^\\u4e00-\\u9fff]|[叫名长记任师授员民者友是人导警户主])[${SURNAME}]$`);

/** Whether somebody comes from the place, and the matter does not lie there: 老家湖南邵东. */
export const isOrigin = (text: string, start: number, end: number): boolean =>
  ORIGIN_BEFORE.test(text.slice(Math.max(0, start - 8), start)) && !HOME_MATTER.test(text.slice(end, end + 8));

/** A dish of a town by its full name. */
const DISH = /^(?:胡辣汤|牛肉汤|羊肉汤|羊汤|烧鸡|烧饼|烧鹅|豆腐|豆皮|挂面|粉条|酥糖|扣肉|月饼|黄酒|米酒|肉夹馍)/;
const CALLED = /(?:名叫|我叫|叫做|姓名|他叫|她叫)[:是]?$/;

/** Whether `text[start, end)` names something else than the place; `short` tells that it is a short name. */
export function isOtherThing(text: string, start: number, end: number, short: boolean): boolean {
  const before = text.slice(Math.max(0, start - 8), start);
  const after = text.slice(end, end + 8);
  COMPANY.lastIndex = end;
  const company = COMPANY.exec(text);
  if (company && !UTILITY.test(company[0])) return true;
  if (isOrigin(text, start, end)) return true;
  if (MOVED_FROM.test(before) && MOVED_ON.test(after)) return true;
  if (/^(?:本地|当地)?人(?!参|民|社|大|才|口|员|力|防|行|均|流|工|事|为|道|居|武|们)/.test(after)) return true;
  if (/^(?:籍|口音)/.test(after)) return true;
  if (/[镇乡]$/.test(text.slice(start, end)) && DISH.test(after)) return true;
  // 《成都》 is a song.
  if (before.endsWith('《') && after.startsWith('》')) return true;
  if (!short) return false;
  if (CALLED.test(before)) return true;
  OTHER_THING.lastIndex = end;
  if (OTHER_THING.test(text)) return true;
  const word = text.slice(start, end);
  if (word === '龙井' && /(?:西湖|明前|雨前)$/.test(before)) return true;
  if (
    /^ ?(?:road|street|avenue|st\.|rd\.|river|lake|restaurant|duck|university|bank|airlines)/.test(
      text.slice(end, end + 12),
    )
  )
    return true;
  if (LONGER_WORD[word]?.test(after) === true) return true;
  if (word.endsWith('阳') && SUN_WORD.test(after)) return true;
  if (/[河湖山]./.test(word) && SIDE.test(after)) return true;
  return NAMED_PERSON.test(before);
}

/** What makes one word with a place's name and still speaks of the place. */
const OF_PLACE = /^(?:[东西南北]?站|火车站|机场|港|市|县|城区|市区|城|地区|方面|境内)$/;
const CLAUSE_MARK = /[\s,，。.!！?？;；:：、()（）“”"《》]/;
/** How far a clause is read on either side, in UTF-16 units. */
const REACH = 10;

/** Whether `text[start, end)` is no word of its own: 来安 in 带来安全隐患, 民和 in 居民和商户. */
export function crossesWords(text: string, start: number, end: number): boolean {
  let from = start;
  while (from > 0 && start - from < REACH && !CLAUSE_MARK.test(text.charAt(from - 1))) from -= 1;
  let to = end;
  while (to < text.length && to - end < REACH && !CLAUSE_MARK.test(text.charAt(to))) to += 1;
  if (from === start && to === end) return false;
  let at = from;
  const cuts = new Set([at]);
  for (const word of cutText(text.slice(from, to))) {
    // 长春站 is a word of the dictionary, and 长春's.
    if (at === start && OF_PLACE.test(text.slice(end, at + word.length))) cuts.add(end);
    cuts.add((at += word.length));
  }
  return !cuts.has(start) || !cuts.has(end);
}

const NEGATOR =
  /(?:(?:并)?(?:未|没有?)(?:发生)?在|并不在|并未涉及|不是(?:在|发生在|关于|说|指|我们)?|并非(?:在|发生在)?|并不是(?:在)?|而非|非(?=$)|不在|没在|不属于?|不归|不关|与其说是?|不包括|不含|不涉及|未涉及|没有涉及|除了?|误(?:写|说|发|登|标|报|传|填)(?:成|为|作)?了?|错(?:写|说|发|登|标|报|填)(?:成|为|作)?了?|(?:写|打|说|填|看)错(?:成|为|作|了)了?)(?:[“"「《『(（]|这个|那个)?$/;
/** These look like negations and are none: a question, or "not only". */
const NO_NEGATOR =
  /(?:是不是(?:在)?|难道不是(?:在)?|岂不是|莫非|不仅仅?是?|不只是?|不光是?|不单是?|何尝不是|要不是|无不是)(?:在)?[“"「]?$/;
/** 除了延吉,图们也受灾 names both; 除延吉外,其他县市放假 does not. */
const BESIDES = /除了?$/;
const ALSO = /^[^。\n]{0,22}?(?:也|还有|还|同样|亦)/;
const UNRELATED_BEFORE = /(?:与|和|跟|同)[“"「]?$/;
const UNRELATED_AFTER =
  /^[^,，。.!！?？;；:：\n]{0,8}?(?:无关|没有?(?:任何|什么|一点|半点)?关系|无涉|不相干|不搭界|毫无关系)/;
const EXCEPTED_AFTER =
  /^(?:市|县|区|州)?(?:除外|不算|不在其列|不在此列|有误|应(?:为|是|该是|改为|更正为)|改(?:为|成)|更正为|系误|[,，]?(?:写|说|打|发|传|登)错了)/;
/** 汪清不在此次停水范围, 栖云县不是事发地. */
const DENIED_AFTER =
  /^(?:方面|那边|这边)?(?:并)?(?:不在[^,，。\n]{0,10}?(?:范围|之列|其中|名单|以内|之内)|不是(?:事发|事故|发生|案发|涉事)|没有(?:发生|出现)(?:这|此|该|类似)|未(?:发生|出现)(?:这|此|该|类似))/;
/** What joins the places of one list. */
const JOINED = /^[、和及与跟]$|^以及$|^或者?$/;

/** Whether the mention at `text[start, end)` is negated or corrected away; `joined` the negated mention's end before it in a list. */
export function isNegated(text: string, start: number, end: number, joined: number | null): boolean {
  const before = text.slice(Math.max(0, start - 9), start);
  const after = text.slice(end, end + 18);
  if (BESIDES.test(before) && ALSO.test(text.slice(end, end + 30))) return false;
  if (NEGATOR.test(before) && !NO_NEGATOR.test(before)) return true;
  if (EXCEPTED_AFTER.test(after) || DENIED_AFTER.test(after)) return true;
  if (UNRELATED_BEFORE.test(before) && UNRELATED_AFTER.test(after)) return true;
  return joined !== null && JOINED.test(text.slice(joined, start));
}

/** An office or a suffix that turns even a doubtful short name into the place's (沈阳市公安局和平分局). */
export const OFFICE_BEHIND =
  /^(?:市委|县委|区委|州委|政府|人民政府|教育局|公安|住建|城管局?|卫健|民政局|财政局|交通局|交警|法院|检察院|纪委|监委|人社局|医保局|市监局|市场监管|自然资源|应急|水务局|农业农村|文旅局|环保局|生态环境|税务|街道办|镇政府|分局|城区|市区|县城|市民|居民|全市|境内|机场|火车站|车站|西站|高铁站)/;
