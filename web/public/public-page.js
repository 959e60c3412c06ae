/* The public pages' only script: 大字版, 高对比 and the browser's dark theme. Without it the page reads as well. */
(() => {
  const root = document.documentElement;
  const keep = (name, value) => {
    try {
      localStorage.setItem(name, value);
    } catch {
      root.dataset.unkept = 'true'; // storage is closed to this page: the choice holds for this visit
    }
  };
  const kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const paint = () => (root.dataset.theme = dark.matches ? 'dark' : 'light');
  paint();
  dark.addEventListener('change', paint);
  const choices = { density: 'large', contrast: 'more' };
  for (const [name, on] of Object.entries(choices)) {
    if (kept(`public-${name}`) === on) root.dataset[name] = on;
  }
  addEventListener('DOMContentLoaded', () => {
    for (const button of document.querySelectorAll('button[data-choice]')) {
      const name = button.dataset.choice;
      const show = () => button.setAttribute('aria-pressed', String(root.dataset[name] === choices[name]));
      button.hidden = false;
      button.addEventListener('click', () => {
        if (root.dataset[name]) delete root.dataset[name];
        else root.dataset[name] = choices[name];
        keep(`public-${name}`, root.dataset[name] ?? '');
        show();
      });
      show();
    }
  });
})();
