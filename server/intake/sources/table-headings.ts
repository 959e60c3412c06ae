/** The names under which the columns of people's tables are known. */
/** What is read of a row. */
export type Field = 'id' | 'title' | 'text' | 'time' | 'url' | 'orderNumber';

/** Headings under which each field is found, in small letters. Who wrote is not read, whatever its column is called. */
export const HEADINGS: Readonly<Record<Field, readonly string[]>> = {
  id: ['id', '编号', '留言编号', '信件编号', '序号'],
  title: ['title', '标题', '主题', '留言主题', '信件标题'],
  text: ['text', 'body', 'content', '正文', '内容', '留言详情', '信件内容', '诉求内容', '反映内容'],
  time: ['publishedat', 'time', 'date', '时间', '发布时间', '留言时间', '来信时间', '来电时间', '受理时间'],
  url: ['url', 'link', '网址', '链接'],
  orderNumber: ['ordernumber', '工单号', '工单编号'],
};

/** The headings that are read, as help texts name them. */
export const HEADING_HELP = Object.entries(HEADINGS)
  .map(([field, names]) => `${field.padEnd(12)}${names.join(', ')}`)
  .join('\n');
