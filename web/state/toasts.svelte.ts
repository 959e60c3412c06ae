/** Short messages at the foot of the page, each with at most one thing to do. */
export interface Toast {
  text: string;
  action?: { label: string; run: () => void };
  /** It did not go as one would wish: no tick stands before it. */
  warns?: boolean;
  /** How long it stands; 5 s, with an action 8 s. */
  ms?: number;
}

interface Standing extends Toast {
  id: number;
}

class Toasts {
  list = $state.raw<readonly Standing[]>([]);
  #next = 1;

  /** Shows a message and returns its number. At most three stand at once; the oldest leaves. */
  show(toast: Toast): number {
    const id = this.#next++;
    this.list = [...this.list, { ...toast, id }].slice(-3);
    setTimeout(() => this.dismiss(id), toast.ms ?? (toast.action ? 8_000 : 5_000));
    return id;
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
