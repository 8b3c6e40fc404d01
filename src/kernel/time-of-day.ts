/** Reads a time as people type it ("17:00", "5pm", "12.30 pm", "midday") to 'HH:MM' on a 24-hour clock. Null for anything else, midnight among it: people read it both ways. */
export function parseTimeOfDay(text: string): string | null {
  const plain = text.trim().toLowerCase().replaceAll(/\s+/g, '');
  if (plain === 'midday' || plain === 'noon') return '12:00';
  const match = /^(\d{1,2})(?:[:.](\d{2}))?(am|pm)?$/.exec(plain);
  if (!match || (match[2] === undefined && match[3] === undefined)) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? '0')];
  if (minute > 59 || (match[3] ? hour < 1 || hour > 12 : hour > 23)) return null;
  const onTheClock = match[3] ? (hour % 12) + (match[3] === 'pm' ? 12 : 0) : hour;
  const read = `${String(onTheClock).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  return read === '00:00' ? null : read;
}
