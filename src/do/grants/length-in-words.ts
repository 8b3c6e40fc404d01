/** A length of months as people say it: "3 months", "1 year", "about 4.5 months". */
export function lengthInWords(months: number): string {
  const whole = Math.round(months * 10) / 10;
  if (!Number.isInteger(whole)) return `about ${whole} months`;
  if (whole === 0) return 'less than a month';
  if (whole % 12 === 0) return counted(whole / 12, 'year');
  return counted(whole, 'month');
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
