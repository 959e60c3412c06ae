/** Looks at something now and then while the page is seen, and at once when it is seen again; returns how to end it. */
export function whileSeen(everyMs: number, look: () => void): () => void {
  const seen = (): void => {
    if (document.visibilityState === 'visible') look();
  };
  const timer = setInterval(seen, everyMs);
  document.addEventListener('visibilitychange', seen);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', seen);
  };
}
