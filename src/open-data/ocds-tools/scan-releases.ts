import { Buffer } from 'node:buffer';

/** Where one release stands in its file, and what the scan saw of it. Offsets are bytes from the start of the file. */
export interface FoundRelease {
  readonly start: number;
  /** The byte after its last. */
  readonly end: number;
  /** Null where the release has no `ocid`, or one that is not text. */
  readonly ocid: string | null;
  /** The `compiledRelease` of a record in which no full release stands. */
  readonly compiled: boolean;
  /** Whether a number in it may be too long or too large for the usual reading. */
  readonly risky: boolean;
  /** The number of the package it stands in, counted over the file. */
  readonly package: number;
}

/** What could not be understood, and where. `fatal` says that the rest of the file was not read. */
export interface ScanProblem { readonly code: ScanCode; readonly byte: number; readonly sentence: string; readonly fatal: boolean }
export type ScanCode = 'InvalidJson' | 'NonObjectReleaseError' | 'ReleaseTooDeep' | 'OnlyLinkedReleases';

export interface ScanSink {
  release(found: FoundRelease): void;
  /** The `extensions` of a package, as they stand: JSON text. */
  extensions(packageNumber: number, text: string): void;
  problem(problem: ScanProblem): void;
}

/** Deeper than any release is. The reference library's reader stops at about as many levels. */
export const DEEPEST = 1000;
const LONGEST_CAPTURED = 1_000_000;
/** Numbers of fewer characters, without an exponent, are read and written without loss. */
const SAFE_DIGITS = 16;

const QUOTE = 0x22, BACKSLASH = 0x5c, COMMA = 0x2c, COLON = 0x3a, NEWLINE = 0x0a, OPEN_LIST = 0x5b, CLOSE_LIST = 0x5d, OPEN_OBJECT = 0x7b, CLOSE_OBJECT = 0x7d, FIRST_OF_NULL = 0x6e;

/** `list`: holds packages, records, releases or lists. `thing`: an object of which we do not know yet which of these it is. */
type Kind = 'list' | 'releases' | 'thing' | 'release' | 'compiled';
type Expects = 'first' | 'value' | 'next' | 'key' | 'colon';
type Token = 'none' | 'skim' | 'text' | 'scalar' | 'rest of line';
type Capture = 'key' | 'ocid' | 'extensions';
interface Frame {
  readonly kind: Kind;
  readonly start: number;
  readonly package: number;
  readonly riskyBefore: number;
  expects: Expects;
  key: string;
  ocid: string | null;
  hasUrl: boolean;
  /** Whether a link to a release that is published elsewhere, an object with `url` and without `ocid`, stands within it. */
  hasLinks: boolean;
  isPackage: boolean;
  /** Full releases that stand within it. */
  full: number;
  compiled: FoundRelease | null;
}

/** ocid, url, releases, records, compiledRelease, extensions. */
const FIRST_OF_NAMES = Array.from('oucre\\', (letter) => letter.charCodeAt(0));

const isSpace = (byte: number): boolean => byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09;
const isPlainScalar = (byte: number): boolean => (byte >= 0x30 && byte <= 0x39) || byte === 0x2d || byte === 0x2b || byte === 0x2e || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);

/**
 * Finds where the releases of a file begin and end, from its bytes as they arrive, without reading them: release packages, record
 * packages, records, releases, lists of these and one after another (JSON Lines), in any mix. Brackets, quotes and what stands between
 * releases are checked here; what stands inside a release is left to JSON.parse. A value that breaks off on its own line costs that line.
 */
export class ReleaseScanner {
  private readonly frames: Frame[] = [];
  private readonly kinds = new Uint8Array(DEEPEST);
  private chunk: Buffer = Buffer.alloc(0);
  private base = 0;
  private at = 0;
  private token: Token = 'none';
  private depth = 0;
  private inText = false;
  private escaped = false;
  private capture: Capture | null = null;
  private captureFrom = 0;
  private pieces: Buffer[] = [];
  private topStart = -1;
  private topHasNewline = false;
  private tooDeep = false;
  /** A release is passed over to its end because its fields do not stand as they should. */
  private spoilt = false;
  private risky = 0;
  private packages = 0;
  private stopped = false;
  private readonly sink: ScanSink;

  constructor(sink: ScanSink) {
    this.sink = sink;
  }

  /** Whether the rest of the file is of no use. */
  get isStopped(): boolean {
    return this.stopped;
  }

  /** The next bytes. The buffer may be used again afterwards. */
  push(chunk: Buffer): void {
    this.chunk = chunk;
    this.at = 0;
    if (this.base === 0) this.begin();
    while (this.at < chunk.length && !this.stopped) {
      if (this.token === 'none') this.step();
      else if (this.token === 'skim') this.skim();
      else if (this.token === 'text') this.text();
      else if (this.token === 'scalar') this.scalar();
      else this.restOfLine();
    }
    if (this.capture !== null) this.keep(chunk.length);
    if (this.topStart >= 0 && !this.topHasNewline) this.topHasNewline = chunk.includes(NEWLINE, Math.max(0, this.topStart - this.base));
    this.base += chunk.length;
    this.captureFrom = 0;
  }

  /** There are no more bytes. */
  end(): void {
    if (this.stopped) return;
    this.chunk = Buffer.alloc(0);
    this.at = 0;
    if (this.token === 'scalar') this.scalarEnds();
    if (this.topStart >= 0) this.sink.problem({ code: 'InvalidJson', byte: this.base, sentence: `The file ends in the middle of what begins at byte ${this.topStart}.`, fatal: true });
  }

  private begin(): void {
    const { chunk } = this;
    if (chunk.length >= 2 && ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff) || chunk[0] === 0 || chunk[1] === 0)) {
      this.stop(0, 'The file is not in UTF-8; it looks like UTF-16. Save it as UTF-8.');
    } else if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) {
      this.at = 3;
    }
  }

  /** One sign between values. */
  private step(): void {
    const { chunk } = this;
    while (this.at < chunk.length && isSpace(chunk[this.at]!)) this.at += 1;
    if (this.at === chunk.length) return;
    const byte = chunk[this.at]!;
    const frame = this.frames.at(-1);
    if (!frame) return this.top(byte);
    const inList = frame.kind === 'list' || frame.kind === 'releases';
    if (byte === (inList ? CLOSE_LIST : CLOSE_OBJECT) && (frame.expects === 'first' || frame.expects === 'next')) {
      this.at += 1;
      return this.close(frame);
    }
    if (frame.expects === 'next') {
      if (byte !== COMMA) return this.fail(`a comma or the end of the ${inList ? 'list' : 'object'} was expected`);
      frame.expects = inList ? 'value' : 'key';
      this.at += 1;
    } else if (inList) {
      this.element(byte, frame);
    } else if (frame.expects === 'colon') {
      if (byte !== COLON) return this.fail('a colon was expected');
      frame.expects = 'value';
      this.at += 1;
    } else if (frame.expects === 'value') {
      this.member(byte, frame);
    } else {
      if (byte !== QUOTE) return this.fail('a name in double quotes was expected');
      this.begins('text', 'key');
    }
  }

  private top(byte: number): void {
    this.topStart = this.base + this.at;
    this.topHasNewline = false;
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.open(byte === OPEN_OBJECT ? 'thing' : 'list');
    else if (byte === QUOTE || isPlainScalar(byte)) this.fail('a package, a record or a release was expected, in curly brackets');
    else this.fail('this is not JSON');
  }

  private element(byte: number, frame: Frame): void {
    frame.expects = 'next';
    if (byte === OPEN_OBJECT) this.open(frame.kind === 'releases' ? 'release' : 'thing');
    else if (byte === OPEN_LIST && frame.kind === 'list') this.open('list');
    else if (byte === OPEN_LIST || byte === QUOTE || isPlainScalar(byte)) {
      this.sink.problem({ code: 'NonObjectReleaseError', byte: this.base + this.at, sentence: 'Here stands something else than an object where a release was expected.', fatal: false });
      this.skip(byte);
    } else this.fail('a value was expected');
  }

  private member(byte: number, frame: Frame): void {
    frame.expects = 'next';
    if (frame.key === 'ocid') frame.ocid = null;
    if (frame.kind === 'thing') {
      if (frame.key === 'releases' || frame.key === 'records') {
        // Null is no releases, and makes no release of what holds it.
        frame.isPackage ||= byte === OPEN_LIST || byte === OPEN_OBJECT || byte === FIRST_OF_NULL;
        // Some publishers write one thing where a list of things belongs.
        if (byte === OPEN_OBJECT) return this.open(frame.key === 'releases' ? 'release' : 'thing');
        if (byte === OPEN_LIST) return this.open(frame.key === 'releases' ? 'releases' : 'list');
      }
      if (frame.key === 'compiledRelease' && byte === OPEN_OBJECT) return this.open('compiled');
      if (frame.key === 'extensions' && byte === OPEN_LIST) return this.begins('skim', 'extensions');
    }
    if (frame.key === 'ocid' && byte === QUOTE) return this.begins('text', 'ocid');
    if (byte === OPEN_OBJECT || byte === OPEN_LIST || byte === QUOTE || isPlainScalar(byte)) this.skip(byte);
    else this.fail('a value was expected');
  }

  private skip(byte: number): void {
    this.begins(byte === QUOTE ? 'text' : byte === OPEN_OBJECT || byte === OPEN_LIST ? 'skim' : 'scalar', null);
  }

  private begins(token: Token, capture: Capture | null): void {
    this.token = token;
    this.capture = capture;
    this.captureFrom = this.at;
    this.depth = 0;
    this.inText = false;
    if (token === 'text') this.at += 1;
  }

  private open(kind: Kind): void {
    const above = this.frames.at(-1);
    if (this.frames.length >= DEEPEST) return this.stop(this.base + this.at, `This is nested more than ${DEEPEST} levels deep.`);
    const ownPackage = kind === 'thing' && !this.frames.some((frame) => frame.kind === 'thing');
    if (kind === 'release' || kind === 'compiled' || ownPackage) this.tooDeep = false;
    this.frames.push({ kind, start: this.base + this.at, package: ownPackage ? this.packages++ : (above?.package ?? 0), riskyBefore: this.risky, expects: 'first', key: '', ocid: null, hasUrl: false, hasLinks: false, isPackage: false, full: 0, compiled: null });
    this.at += 1;
  }

  private close(frame: Frame): void {
    this.frames.pop();
    const above = this.frames.at(-1);
    if (frame.kind === 'compiled') above!.compiled = this.found(frame, true);
    else if (frame.kind === 'release' || (frame.kind === 'thing' && !frame.isPackage && !frame.compiled)) {
      const link = frame.kind === 'release' && frame.ocid === null && frame.hasUrl;
      if (!link) this.emit(this.found(frame, false));
      if (above && link) above.hasLinks = true;
      else if (above) above.full += 1;
    } else {
      if (frame.compiled && frame.full === 0) this.emit(frame.compiled);
      if (frame.kind === 'thing' && frame.hasLinks && frame.full === 0 && !frame.compiled) this.sink.problem({ code: 'OnlyLinkedReleases', byte: frame.start, sentence: 'What begins here holds only links to releases, which are not followed.', fatal: false });
      if (above) above.full += frame.full;
      if (above && frame.kind === 'releases') above.hasLinks ||= frame.hasLinks;
    }
    if (!above) this.topStart = -1;
  }

  private found(frame: Frame, compiled: boolean): FoundRelease {
    return { start: frame.start, end: this.base + this.at, ocid: frame.ocid, compiled, risky: this.risky !== frame.riskyBefore, package: frame.package };
  }

  private emit(found: FoundRelease): void {
    if (this.tooDeep) this.sink.problem({ code: 'ReleaseTooDeep', byte: found.start, sentence: `The release that begins here is nested more than ${DEEPEST} levels deep.`, fatal: false });
    else this.sink.release(found);
    this.tooDeep = false;
  }

  /** Passes over a list or object, however deep. The hottest loop of all: bytes are looked at once. */
  private skim(): void {
    const { chunk } = this;
    const { length } = chunk;
    if (this.inText && !this.passText()) return;
    let { at, depth } = this;
    while (at < length) {
      const byte = chunk[at++]!;
      if (byte === QUOTE) {
        this.at = at;
        // Written out here: a call for each string costs as much as the string.
        for (;;) {
          if (at >= length) {
            this.inText = true;
            this.depth = depth;
            this.at = at;
            return;
          }
          const inside = chunk[at++]!;
          if (inside === QUOTE) break;
          if (inside < 0x20 && this.breaksText(inside, at - 1)) return;
          if (inside === BACKSLASH && ++at > length) {
            this.inText = this.escaped = true;
            this.depth = depth;
            this.at = length;
            return;
          }
        }
      } else if (byte > 0x5a) {
        const sort = byte | 0x20;
        if (sort === OPEN_OBJECT) {
          if (depth < DEEPEST) this.kinds[depth] = byte;
          else this.tooDeep = true;
          depth += 1;
        } else if (sort === CLOSE_OBJECT) {
          depth -= 1;
          if (depth < DEEPEST && byte !== this.kinds[depth]! + 2) {
            this.at = at - 1;
            return this.fail('brackets do not match');
          }
          if (depth === 0) {
            this.at = at;
            return this.tokenEnds();
          }
        }
      } else if (byte === 0x2d || (byte >= 0x30 && byte <= 0x39)) {
        const from = at;
        while (at < length && ((chunk[at]! >= 0x2b && chunk[at]! <= 0x39 && chunk[at] !== COMMA) || (chunk[at]! | 0x20) === 0x65)) at += 1;
        if (at - from >= SAFE_DIGITS - 1 || at === length || (at - from > 1 && this.hasExponent(from, at))) this.risky += 1;
      }
    }
    this.depth = depth;
    this.at = at;
  }

  private hasExponent(from: number, to: number): boolean {
    for (let at = from; at < to; at++) if ((this.chunk[at]! | 0x20) === 0x65) return true;
    return false;
  }

  /** A string that began in an earlier chunk. @returns whether it ended */
  private passText(): boolean {
    const { chunk } = this;
    let { at } = this;
    if (this.escaped) at += 1;
    this.escaped = false;
    for (; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (byte === QUOTE) {
        this.at = at + 1;
        this.inText = false;
        return true;
      }
      if (byte < 0x20 && this.breaksText(byte, at)) return false;
      if (byte === BACKSLASH && ++at === chunk.length) this.escaped = true;
    }
    this.at = chunk.length;
    this.inText = true;
    return false;
  }

  /** A line that ends within a string is broken there, if the whole value stood on that line; anything else is JSON.parse's to refuse. */
  private breaksText(byte: number, at: number): boolean {
    if (byte !== NEWLINE || this.hasNewlineBefore(at)) return false;
    this.at = at;
    this.fail('a string is not closed at the end of the line');
    return true;
  }

  private text(): void {
    if (!this.passText()) return;
    this.tokenEnds();
  }

  private scalar(): void {
    const { chunk } = this;
    const from = this.at;
    while (this.at < chunk.length && isPlainScalar(chunk[this.at]!)) this.at += 1;
    if (this.at - from >= SAFE_DIGITS || this.at === chunk.length || this.hasExponent(from, this.at)) this.risky += 1;
    if (this.at < chunk.length) this.scalarEnds();
  }

  private scalarEnds(): void {
    this.token = 'none';
  }

  private tokenEnds(): void {
    this.token = 'none';
    const { capture } = this;
    const frame = this.frames.at(-1)!;
    if (this.spoilt) {
      this.spoilt = false;
      return this.close(frame);
    }
    if (capture === null) return;
    const text = this.captured(capture);
    this.capture = null;
    this.pieces = [];
    if (capture === 'extensions') this.sink.extensions(frame.package, text);
    else if (capture === 'ocid') frame.ocid = stringIn(text);
    else {
      frame.key = stringIn(text) ?? '';
      frame.expects = 'colon';
      if (frame.key === 'url') frame.hasUrl = true;
    }
  }

  private captured(capture: Capture): string {
    if (this.pieces.length > 0) {
      this.keep(this.at);
      return Buffer.concat(this.pieces).toString('utf8');
    }
    // Of the many names only a few matter, and those begin with a letter of this list; an escaped one with a backslash, or with its own letter.
    if (capture === 'key' && !FIRST_OF_NAMES.includes(this.chunk[this.captureFrom + 1]!)) return '""';
    return this.chunk.toString('utf8', this.captureFrom, this.at);
  }

  /** Keeps what is captured of this chunk, which will be used again. */
  private keep(end: number): void {
    const held = this.pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (held + end - this.captureFrom <= LONGEST_CAPTURED) this.pieces.push(Buffer.from(this.chunk.subarray(this.captureFrom, end)));
  }

  private hasNewlineBefore(at: number): boolean {
    if (this.topHasNewline) return true;
    const from = Math.max(0, this.topStart - this.base);
    const found = this.chunk.indexOf(NEWLINE, from);
    return found >= 0 && found < at;
  }

  /**
   * Something does not stand where it is. Between the fields of a release it costs that release: JSON.parse will say it again, with the
   * process that it belongs to. A value on a line of its own costs that line; elsewhere nothing after it can be trusted.
   */
  private fail(why: string): void {
    const byte = this.base + this.at;
    const frame = this.frames.at(-1);
    if (this.token === 'none' && (frame?.kind === 'release' || frame?.kind === 'compiled')) {
      if (frame.ocid === null) this.sink.problem({ code: 'InvalidJson', byte, sentence: `This is not JSON: ${why}.`, fatal: false });
      this.begins('skim', null);
      this.depth = 1;
      this.kinds[0] = OPEN_OBJECT;
      this.spoilt = true;
      return;
    }
    if (this.hasNewlineBefore(this.at)) return this.stop(byte, `This is not JSON: ${why}.`);
    this.sink.problem({ code: 'InvalidJson', byte, sentence: `This is not JSON: ${why}.`, fatal: false });
    this.frames.length = 0;
    this.capture = null;
    this.pieces = [];
    this.topStart = -1;
    this.tooDeep = this.spoilt = false;
    this.token = 'rest of line';
  }

  private restOfLine(): void {
    const found = this.chunk.indexOf(NEWLINE, this.at);
    this.at = found < 0 ? this.chunk.length : found + 1;
    if (found >= 0) this.token = 'none';
  }

  private stop(byte: number, sentence: string): void {
    this.stopped = true;
    this.topStart = -1;
    this.capture = null;
    this.sink.problem({ code: 'InvalidJson', byte, sentence, fatal: true });
  }
}

function stringIn(text: string): string | null {
  if (!text.includes('\\')) return text.slice(1, -1);
  try {
    return JSON.parse(text) as string;
  } catch {
    return null;
  }
}
