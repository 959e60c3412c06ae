/** The lines of an archive's bytes, each as long as it is; a line feed alone ends one. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      parts.push(chunk.subarray(from, at));
      yield Buffer.concat(parts).toString('utf8');
      parts = [];
      from = at + 1;
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
  }
  // What has no line feed was cut off; it is given all the same, so that its table's hash shows it.
  if (parts.length > 0) yield Buffer.concat(parts).toString('utf8');
}
