import { expect, test } from 'vitest';
import { checkFile, MOST_FILE_BYTES } from './file-check.ts';

const pdf = Buffer.from('%PDF-1.7\nhello');

test('a file is what its name says, by its content', () => {
  expect(checkFile('plan.pdf', pdf, false)).toMatchObject({ kind: 'allowed', value: { name: 'plan.pdf', mediaType: 'application/pdf' } });
  expect(checkFile('plan.docx', Buffer.from('PK\u0003\u0004......word/document.xml'), false).kind).toBe('allowed');
  expect(checkFile('notes.txt', Buffer.from('Grüße'), false).kind).toBe('allowed');
});

test.each([
  ['a program under another name', 'plan.pdf', Buffer.from('MZ\u0090\u0000'), 'wrong-content'],
  ['a web page', 'plan.html', Buffer.from('<script>'), 'wrong-type'],
  ['a program', 'plan.exe', Buffer.from('MZ'), 'wrong-type'],
  ['no ending', 'plan', pdf, 'wrong-type'],
  ['a zip that is no document', 'plan.docx', Buffer.from('PK\u0003\u0004......evil.js'), 'wrong-content'],
  ['macros', 'plan.docx', Buffer.from('PK\u0003\u0004......word/vbaProject.bin'), 'macros'],
  ['nothing inside', 'plan.pdf', Buffer.alloc(0), 'empty'],
  ['binary called text', 'plan.txt', Buffer.from([0xff, 0xfe, 0x00, 0x41]), 'wrong-content'],
  ['too much', 'plan.pdf', Buffer.concat([pdf, Buffer.alloc(MOST_FILE_BYTES)]), 'too-large'],
])('%s is refused', (_what, name, content, code) => {
  expect(checkFile(name, content, false)).toMatchObject({ kind: 'refused', code });
});

test('a name loses its folders and the marks that turn text around', () => {
  expect(checkFile('C:\\work\\..\\pri\u202efdp.pdf', pdf, false)).toMatchObject({ value: { name: 'prifdp.pdf' } });
});
