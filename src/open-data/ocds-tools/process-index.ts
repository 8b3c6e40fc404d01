import type { FoundRelease } from './scan-releases.ts';
import type { Span } from './tool-problem.ts';

const NONE = -1;

/**
 * Which releases belong to which process, and where they stand, for hundreds of thousands of either: columns of numbers, a few tens of
 * bytes a release. Processes stand in the order in which they were first seen, and so do the releases of each.
 */
export class ProcessIndex {
  private readonly numbers = new Map<string, number>();
  private readonly names: string[] = [];
  private readonly first: number[] = [];
  private readonly last: number[] = [];
  /** Whether a full release was seen, not only a compiled one of a record. */
  private readonly full: boolean[] = [];
  private readonly next: number[] = [];
  private readonly start: number[] = [];
  private readonly size: number[] = [];
  private readonly package: number[] = [];
  private readonly marks: number[] = [];

  /** @param packageNumber counted over all files */
  add(ocid: string, found: FoundRelease, file: number, packageNumber: number): void {
    const release = this.next.push(NONE) - 1;
    this.start.push(found.start);
    this.size.push(found.end - found.start);
    this.package.push(packageNumber);
    this.marks.push(file * 4 + (found.risky ? 1 : 0) + (found.compiled ? 2 : 0));
    const process = this.numbers.get(ocid);
    if (process === undefined) {
      this.numbers.set(ocid, this.first.push(release) - 1);
      this.names.push(ocid);
      this.last.push(release);
      this.full.push(!found.compiled);
    } else {
      this.next[this.last[process]!] = release;
      this.last[process] = release;
      this.full[process] ||= !found.compiled;
    }
  }

  get processes(): number {
    return this.first.length;
  }

  /**
   * The releases of one process in the order in which they were seen. A compiled release of a record is among them only where nothing
   * else is, and `compiledOnly` says so.
   */
  releasesOf(process: number): { readonly ocid: string; readonly spans: readonly Span[]; readonly packages: readonly number[]; readonly compiledOnly: boolean; readonly leftOut: number } {
    const spans: Span[] = [];
    const packages: number[] = [];
    let leftOut = 0;
    for (let release = this.first[process]!; release !== NONE; release = this.next[release]!) {
      const marks = this.marks[release]!;
      if ((marks & 2) !== 0 && this.full[process]) {
        leftOut += 1;
        continue;
      }
      spans.push({ file: marks >> 2, start: this.start[release]!, length: this.size[release]!, risky: (marks & 1) !== 0 });
      packages.push(this.package[release]!);
    }
    return { ocid: this.names[process]!, spans, packages, compiledOnly: !this.full[process], leftOut };
  }
}
