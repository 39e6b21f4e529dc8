// How numbers, shares, lengths of time and intervals are written, in either language.

const MINUS = '\u2212';
const signed = (text) => text.replace(/^-/, MINUS);

/** A number with at most so many decimals, thousands apart; a null is a dash. */
export function number(x, decimals = 0) {
  if (x === null || x === undefined) return '–';
  const rounded = Number(x).toFixed(decimals);
  const [whole, rest] = (Number(rounded) === 0 ? rounded.replace('-', '') : rounded).split('.');
  return signed(whole.replace(/\B(?=(\d{3})+$)/g, ',') + (rest ? '.' + rest : ''));
}

/** A share 0..1 as per cent: one decimal, two close to 0 and 1, never 100 % for less than all. */
export function share(x) {
  if (x === null || x === undefined) return '–';
  const p = 100 * x;
  let text = Math.abs(p).toFixed(1);
  if (x !== 1 && x !== 0 && (text === '100.0' || text === '0.0')) text = text === '0.0' ? '<0.1' : '>99.9';
  return (p < 0 && text !== '0.0' ? MINUS : '') + text + '%';
}

/** With its sign, for changes. */
export const change = (x, write) => (x > 0 ? '+' : '') + write(x);

/** Seconds as the two largest units. */
export function length(seconds, words) {
  if (seconds === null || seconds === undefined) return '–';
  const units = [
    [86400, words.units.d],
    [3600, words.units.h],
    [60, words.units.min],
    [1, words.units.s],
  ];
  const sign = seconds < 0 ? MINUS : '';
  let rest = Math.round(Math.abs(seconds));
  const parts = [];
  for (const [size, name] of units) {
    const n = Math.floor(rest / size);
    if (n > 0 || (size === 1 && parts.length === 0)) parts.push(n + words.units.gap + name);
    else if (parts.length > 0) break;
    rest -= n * size;
    if (parts.length === 2) break;
  }
  return sign + parts.join(words.units.gap ? ' ' : '');
}

/** The interval of a figure: "95.2% to 96.9%". */
export function interval(lo, hi, write, words) {
  if (lo === null || lo === undefined || hi === null || hi === undefined) return '–';
  return write(lo) + words.to + write(hi);
}

/** A list in a sentence: a, b and c. */
export function list(names, words) {
  if (names.length < 2) return names.join('');
  return names.slice(0, -1).join(words.comma) + words.and + names.at(-1);
}

/** Text for a label in a drawing or a cell: no control characters, no direction overrides, cut to a length. */
export function plain(text, longest = 80) {
  const clean = String(text ?? '–')
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
  const letters = [...clean];
  return letters.length > longest ? letters.slice(0, longest - 1).join('') + '…' : clean;
}

/** A sorted copy. */
export const sorted = (rows, compare) => [...rows].sort(compare);
