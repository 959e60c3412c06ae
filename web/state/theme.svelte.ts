/** Light or dark, text size, contrast: this browser's choice, told to the stylesheet by attributes of <html>. */
export type Theme = 'auto' | 'light' | 'dark';
export type Density = 'compact' | 'large';

const system = matchMedia('(prefers-color-scheme: dark)');

function kept<T extends string>(name: string, allowed: readonly T[], otherwise: T): T {
  const value = localStorage.getItem(name);
  return allowed.find((one) => one === value) ?? otherwise;
}

class ThemeChoice {
  choice = $state<Theme>(kept('theme', ['auto', 'light', 'dark'], 'auto'));
  density = $state<Density>(kept('density', ['compact', 'large'], 'compact'));
  contrast = $state<'normal' | 'more'>(kept('contrast', ['normal', 'more'], 'normal'));
  #systemDark = $state(system.matches);

  constructor() {
    system.addEventListener('change', (event) => {
      this.#systemDark = event.matches;
      this.apply();
    });
  }

  /** True where the page is dark now. */
  get dark(): boolean {
    return this.choice === 'auto' ? this.#systemDark : this.choice === 'dark';
  }

  set(choice: Theme): void {
    this.choice = choice;
    this.#keep('theme', choice);
  }

  /** To the other side of what shows now. */
  toggle(): void {
    this.set(this.dark ? 'light' : 'dark');
  }

  setDensity(density: Density): void {
    this.density = density;
    this.#keep('density', density);
  }

  setContrast(contrast: 'normal' | 'more'): void {
    this.contrast = contrast;
    this.#keep('contrast', contrast);
  }

  /** Writes the attributes the stylesheet reads. */
  apply(): void {
    const { dataset } = document.documentElement;
    dataset['theme'] = this.dark ? 'dark' : 'light';
    dataset['density'] = this.density;
    if (this.contrast === 'more') dataset['contrast'] = 'more';
    else delete dataset['contrast'];
  }

  #keep(name: string, value: string): void {
    localStorage.setItem(name, value);
    this.apply();
  }
}

export const theme = new ThemeChoice();
