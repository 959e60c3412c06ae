/** Run by the text bench in a process of its own: how long until the first verdict, and how much memory it took. */
const before = performance.now();
const { createClassifier } = await import('../../classifiers/classify.ts');
const { nationalGazetteer } = await import('../../classifiers/places-national.ts');
const { places } = await import('../../classifiers/places.ts');
const gazetteer = nationalGazetteer();
createClassifier({ places: (text) => places(text, { gazetteer }) }).classify({ text: '汀洲区仓库起火，三人死亡' });
const milliseconds = performance.now() - before;
process.stdout.write(JSON.stringify({ milliseconds, megabytes: process.memoryUsage().rss / 2 ** 20 }));

export {};
