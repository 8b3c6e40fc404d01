import http from 'node:http';
import net from 'node:net';

/** One line of the report. Times are milliseconds; rates are said to be. */
export interface Measurement {
  readonly name: string;
  readonly unit: 'ms' | 'a second' | 'receipts' | 'statements' | 'files' | 'bytes' | 'MB' | 's';
  readonly ours: number;
  /** The same work by bare SQL, where there is such a thing. */
  readonly bare: number | null;
  /** Null where nothing is promised: the figure is for the reader. */
  readonly pass: boolean | null;
  /** What would pass, in words. */
  readonly bar: string;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Milliseconds that the work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Does the work for 0 to `count` - 1, so many at a time. @returns how many a second */
export async function atATime(wide: number, count: number, work: (index: number, worker: number) => Promise<void>): Promise<number> {
  let next = 0;
  const milliseconds = await timed(() => Promise.all(Array.from({ length: wide }, async (_, worker) => {
    while (next < count) await work(next++, worker);
  })));
  return count / (milliseconds / 1000);
}

export interface Reply { readonly status: number; readonly headers: http.IncomingHttpHeaders; readonly body: Buffer; readonly headBytes: number }

/** A browser's end of some kept connections. A browser is not part of what is measured, so it does as little as it can. */
export function caller(wide: number): (port: number, method: string, path: string, headers?: Readonly<Record<string, string>>, body?: string) => Promise<Reply> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: wide });
  return (port, method, path, headers = {}, body) => new Promise((resolve, reject) => {
    const form = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(body)) };
    const request = http.request({ host: '127.0.0.1', port, agent, method, path, headers: { ...headers, ...form } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({
        status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks),
        headBytes: response.rawHeaders.reduce((sum, text) => sum + text.length + 2, 'HTTP/1.1 200 OK'.length + 4),
      }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** A POST of a form that is written out beforehand, as a browser has it ready when the button is pressed. */
export const formRequest = (path: string, headers: Readonly<Record<string, string>>, body: string): Buffer =>
  Buffer.from(`POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}content-type: application/x-www-form-urlencoded\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);

/** One kept connection that sends one request at a time. @returns the status and the whole answer as text */
export function sender(port: number): { send(request: Buffer): Promise<{ readonly status: number; readonly text: string }>; close(): void } {
  const socket = net.connect({ host: '127.0.0.1', port, noDelay: true });
  let text = '';
  let waiting: { resolve(answer: { status: number; text: string }): void; reject(problem: Error): void } | null = null;
  const lost = (): void => {
    waiting?.reject(new Error('the connection was cut off'));
    waiting = null;
  };
  socket.on('error', lost);
  socket.on('close', lost);
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    text += chunk;
    const head = text.indexOf('\r\n\r\n');
    const length = head < 0 ? null : /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head));
    if (head < 0 || (length ? text.length < head + 4 + Number(length[1]) : !text.endsWith('0\r\n\r\n'))) return;
    const whole = text;
    text = '';
    waiting?.resolve({ status: Number(whole.slice(9, 12)), text: whole });
    waiting = null;
  });
  return {
    send: (request) => new Promise((resolve, reject) => {
      if (socket.destroyed) return reject(new Error('the connection was cut off'));
      waiting = { resolve, reject };
      socket.write(request);
    }),
    close: () => socket.destroy(),
  };
}
