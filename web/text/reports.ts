/** The words of the two forms through which people put matters in. */
import { pick } from './language.ts';

const zh = {
  hotline: {
    open: '记录来电…',
    title: '记录来电',
    note: '群众打来的电话，记下诉求，入库后与其他信息一样判读。',
    at: '来电时间',
    order: '工单号（选填）',
    orderHint: '12345 等热线已有工单的，填工单号',
    orderNote: '填了工单号，就是热线在办：只留存信息，不再二次交办（一事不二派）。',
    heading: '一句话说清什么事',
    text: '来电内容',
    textHint: '哪里、什么事、多久了、希望怎样。姓名、电话等入库时自动遮盖。',
    submit: '入库',
    submitOrder: '入库，热线在办',
    done: '已入库，判读后进入研判队列',
    doneOrder: (order: string) => `已入库，热线在办 ${order}，不再交办`,
    known: '已有同样的信息，没有重复入库',
  },
  unit: {
    open: '报送情况…',
    title: '报送情况',
    note: '本单位先知道的苗头、突发情况和群众反映，主动报给政务公开办研判。',
    at: '知晓时间',
    heading: '一句话说清什么事',
    text: '情况',
    textHint: '哪里、什么事、已经做了什么、还需要什么。',
    why: '先报已知的事实，不必等查清；之后可以再报，如实更正不算差错。依法应向主管部门报告的，仍按规定报告。知晓时间与入库时间并列留存。',
    submit: (unit: string) => `以${unit}名义报送`,
    done: '已报送，政务公开办研判',
    known: '已有同样的信息，没有重复入库',
  },
  /** A queue row whose matter another channel handles. */
  handled: '热线在办',
  order: (number: string) => `热线在办，工单 ${number}`,
};

const en: typeof zh = {
  hotline: {
    open: 'Note a call…',
    title: 'Note a call',
    note: 'What a caller asks for; it is stored and judged like any other item.',
    at: 'Time of the call',
    order: 'Order number (optional)',
    orderHint: 'where the hotline has an order for it already',
    orderNote: 'With an order number the hotline handles it: kept, and never dispatched a second time.',
    heading: 'The matter in one line',
    text: 'What was said',
    textHint: 'Where, what, since when, what is asked. Names and numbers are masked as it is stored.',
    submit: 'Store',
    submitOrder: 'Store; the hotline handles it',
    done: 'Stored; it joins the queue once judged',
    doneOrder: (order) => `Stored; the hotline handles ${order}, it is not dispatched`,
    known: 'The same item is there already; nothing was stored twice',
  },
  unit: {
    open: 'Report…',
    title: 'Report a matter',
    note: 'What the unit itself learned of, for the office to judge.',
    at: 'Learned of at',
    heading: 'The matter in one line',
    text: 'What is known',
    textHint: 'Where, what, what was done, what is needed.',
    why: 'Report what is known now; more may follow, and an honest correction is no fault. Reports the law asks for go their own way. The time it was learned is kept beside the time of storing.',
    submit: (unit) => `Report for ${unit}`,
    done: 'Reported; the office judges it',
    known: 'The same item is there already; nothing was stored twice',
  },
  handled: 'Hotline',
  order: (number) => `The hotline handles it, order ${number}`,
};

export const t = pick(zh, en);
