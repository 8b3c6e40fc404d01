import { Buffer } from 'node:buffer';

/** Lines of text, gathered as UTF-8. */
export class OutputLines {
  private buffer: Buffer<ArrayBuffer>;
  private length = 0;

  /** @param expected about how many bytes there will be */
  constructor(expected: number) {
    this.buffer = Buffer.from(new ArrayBuffer(Math.ceil(expected * 1.1) + 4096));
  }

  add(line: string): void {
    const most = line.length * 3 + 1;
    if (this.buffer.length - this.length < most) this.grow(this.length + (line.length <= 1000 ? most : Buffer.byteLength(line) + 1));
    this.length += this.buffer.write(line, this.length);
    this.buffer[this.length++] = 0x0a;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.buffer.buffer, 0, this.length);
  }

  private grow(needed: number): void {
    if (needed <= this.buffer.length) return;
    const larger = Buffer.from(new ArrayBuffer(Math.max(needed, Math.ceil(this.buffer.length * 1.5))));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
  }
}
