/** What a screen reader is told without the focus moving. */
class Announcer {
  polite = $state('');
  assertive = $state('');

  say(text: string, urgency: 'polite' | 'assertive' = 'polite'): void {
    this[urgency] = text;
  }
}

export const announce = new Announcer();
