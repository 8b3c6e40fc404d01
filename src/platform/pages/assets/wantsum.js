/**
 * All of Wantsum's browser code: it switches on the components of GOV.UK Frontend and saves long forms as they are typed.
 * Every page works without it.
 */
import { initAll } from '/assets/govuk-frontend.min.js';

// GOV.UK Frontend hides and enhances only under these classes. A browser that runs modules supports what it needs.
document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();

const typingPauseMilliseconds = 1500;
const firstRetryMilliseconds = 5000;
const longestRetryMilliseconds = 60000;
const progressEveryMilliseconds = 2000;
// Names of field types. It stands here because the forms below are started before the rest of the file has run.
const neverPutBack = new Set(['hidden', 'file', 'password', 'submit', 'button', 'reset', 'fieldset']);
// What waits to be said until a button is let go, by its form: a sentence that wraps would move the button from under the press.
const saidLater = new Map();
let isPressing = false;
document.addEventListener('pointerdown', () => { isPressing = true; });
for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, () => setTimeout(letGo));

for (const form of document.querySelectorAll('form[data-autosave]')) startAutosave(form);
for (const form of document.querySelectorAll('form[data-send-later]')) startSendingLater(form);
for (const sent of document.querySelectorAll('[data-sent]')) forgetKept({ url: sent.dataset.sent, owner: '' });
for (const form of document.querySelectorAll('form[method="post"]:not([data-autosave], [data-send-later])')) form.addEventListener('submit', (event) => holdBackOffline(form, event));
for (const form of document.querySelectorAll('form[data-progress]')) form.addEventListener('submit', () => showProgress(form));

/** While the answer to a long piece of work is waited for, asks how much of it is done. */
function showProgress(form) {
  const bar = form.querySelector('progress');
  bar.closest('[hidden]')?.removeAttribute('hidden');
  const asking = setInterval(async () => {
    const reply = await fetch(form.dataset.progress, { headers: { accept: 'application/json' } }).catch(() => null);
    if (reply?.ok) bar.value = (await reply.json()).done;
    else if (reply) clearInterval(asking);
  }, progressEveryMilliseconds);
}

/** Without a connection the browser would leave for a page of its own, and take what was typed with it. */
function holdBackOffline(form, event) {
  if (navigator.onLine !== false) return;
  // The bar of progress and whatever else waits for an answer.
  event.preventDefault();
  event.stopImmediatePropagation();
  const said = form.querySelector('[data-not-sent]') ?? form.appendChild(document.createElement('p'));
  said.dataset.notSent = '';
  said.className = 'govuk-error-message';
  said.setAttribute('role', 'alert');
  said.textContent = 'Not sent: there is no connection. Keep this page open, and press the button again when the connection is back.';
  window.addEventListener('online', () => { said.textContent = 'Not sent yet. The connection is back: press the button again.'; }, { once: true });
}

/** Saves one form: after a pause in typing, on leaving a field or the page, and again once a lost connection is back. */
function startAutosave(form) {
  const autosave = {
    form,
    url: form.dataset.autosave,
    owner: form.dataset.autosaveOwner ?? '',
    status: form.querySelector('[data-autosave-status]'),
    unsaved: false,
    saving: null,
    stopped: false,
    failed: false,
    conflict: false,
    lost: false,
    notSent: false,
    timer: 0,
    retryAfter: firstRetryMilliseconds,
  };
  autosave.status?.setAttribute('aria-live', 'polite');
  restoreKept(autosave);
  form.addEventListener('input', () => typed(autosave));
  form.addEventListener('focusout', () => void saveIfUnsaved(autosave));
  form.addEventListener('submit', (event) => submitted(autosave, event));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void saveIfUnsaved(autosave);
  });
  window.addEventListener('online', () => void saveIfUnsaved(autosave));
  // Back from the page that the form led to: typing counts again.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) autosave.stopped = autosave.conflict;
  });
  window.addEventListener('beforeunload', (event) => {
    if (autosave.unsaved) event.preventDefault();
  });
}

function typed(autosave) {
  autosave.unsaved = true;
  // The page may be closed before the next try.
  if (autosave.lost) keep(autosave);
  saveLater(autosave, typingPauseMilliseconds);
}

function saveLater(autosave, milliseconds) {
  clearTimeout(autosave.timer);
  autosave.timer = setTimeout(() => void saveIfUnsaved(autosave), milliseconds);
}

async function saveIfUnsaved(autosave) {
  if (!autosave.unsaved || autosave.stopped) return;
  // One at a time: each save must carry the version that the one before it made.
  if (autosave.saving !== null) return;
  clearTimeout(autosave.timer);
  autosave.unsaved = false;
  autosave.saving = save(autosave);
  await autosave.saving;
  autosave.saving = null;
  if (autosave.unsaved && !autosave.stopped) saveLater(autosave, autosave.failed ? autosave.retryAfter : typingPauseMilliseconds);
}

async function save(autosave) {
  autosave.failed = false;
  let reply;
  try {
    reply = await readReply(await post(autosave));
  } catch {
    lostConnection(autosave);
    return;
  }
  autosave.retryAfter = firstRetryMilliseconds;
  heardBack(autosave, reply);
}

function post({ form, url }) {
  const body = bodyOf(form).toString();
  return fetch(url, {
    method: 'POST',
    headers: { 'x-autosave': '1', accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    body,
    credentials: 'same-origin',
    // Lets the request outlive the page when it is being left; browsers allow it only 64 KB.
    keepalive: body.length < 60000,
  });
}

/** A page instead of JSON means that we never reached the save: signed out, an expired form, a fault. */
async function readReply(response) {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('application/json')) return response.json();
  const message =
    response.status >= 500
      ? 'the service has a problem. Your words are kept on this page: try again in a few minutes.'
      : 'you may have been signed out. Sign in again in another tab, then carry on here.';
  return { status: 'refused', message };
}

function heardBack(autosave, reply) {
  autosave.lost = false;
  if (reply.status === 'saved') {
    for (const input of versionsOf(autosave.form)) {
      const version = reply.versions?.[input.name] ?? (input.name === 'version' ? reply.version : undefined);
      if (version !== undefined && version !== null) input.value = String(version);
    }
    if (!autosave.unsaved) forgetKept(autosave);
    const saved = `Saved at ${clockTime(reply.at)}`;
    say(autosave, autosave.notSent ? `${saved}, and not sent yet: press the button again` : saved, 'saved');
  } else if (reply.status === 'conflict') {
    // To go on would overwrite what somebody else wrote; the person decides.
    autosave.stopped = true;
    autosave.conflict = true;
    autosave.unsaved = true;
    keep(autosave);
    const theirs = typeof reply.theirs === 'string' && reply.theirs !== '' ? ` It now reads: ${reply.theirs}` : ' Press Save to see both.';
    say(autosave, `Not saved: ${reply.message}${theirs}`, 'problem');
  } else {
    autosave.unsaved = true;
    autosave.failed = true;
    autosave.retryAfter = longestRetryMilliseconds;
    say(autosave, `Not saved: ${reply.message}`, 'problem');
  }
}

/** A form of one part carries one version; a form of several parts carries one each. */
function versionsOf(form) {
  return form.querySelectorAll('input[name="version"], input[data-autosave-version]');
}

function lostConnection(autosave) {
  autosave.unsaved = true;
  autosave.lost = true;
  autosave.failed = true;
  autosave.retryAfter = Math.min(autosave.retryAfter * 2, longestRetryMilliseconds);
  const kept = keep(autosave);
  if (autosave.notSent) {
    sayNotSent(autosave, kept);
    return;
  }
  const where = kept ? 'What you typed is kept on this device and' : 'Keep this page open: what you typed';
  say(autosave, `Not saved: there is no connection. ${where} will be saved when the connection is back.`, 'problem');
}

function sayNotSent(autosave, kept) {
  say(autosave, `Not sent: there is no connection. ${kept ? 'What you typed is kept on this device.' : 'Keep this page open.'} Press the button again when the connection is back.`, 'problem');
}

/** A save on its way changes the version, so sending the form waits for it. */
function submitted(autosave, event) {
  clearTimeout(autosave.timer);
  if (navigator.onLine === false) {
    // The browser would leave for a page of its own, and take what was typed with it.
    event.preventDefault();
    autosave.notSent = true;
    autosave.unsaved = true;
    sayNotSent(autosave, keep(autosave));
    return;
  }
  if (autosave.saving === null) {
    autosave.unsaved = false;
    autosave.stopped = true;
    // Where the server could not be reached a moment ago, this may not reach it either.
    if (!autosave.lost) forgetKept(autosave);
    return;
  }
  event.preventDefault();
  const { submitter } = event;
  void autosave.saving.then(() => autosave.form.requestSubmit(submitter));
}

function bodyOf(form) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') body.append(name, value);
  }
  return body;
}

/** After the click that the press became. */
function letGo() {
  isPressing = false;
  for (const [saying, [sentence, state]] of saidLater) say(saying, sentence, state);
  saidLater.clear();
}

function say(autosave, sentence, state) {
  if (isPressing) {
    saidLater.set(autosave, [sentence, state]);
    return;
  }
  // The page's own line tells when it was saved last before it was opened.
  autosave.form.querySelector('[data-saved-before]')?.remove();
  if (autosave.status === null) return;
  autosave.status.dataset.state = state;
  // A screen reader says what changes; the same sentence again would only interrupt.
  if (autosave.status.textContent !== sentence) autosave.status.textContent = sentence;
}

function clockTime(at) {
  const instant = at === undefined || at === null ? new Date() : new Date(at);
  return instant.toLocaleTimeString('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' });
}

/* What cannot be sent is kept on the device until it can. Never tokens and passwords, and only while it is unsent. */

function keptKey({ owner, url }) {
  return `wantsum-unsent:${owner}:${url}`;
}

function keep(autosave) {
  try {
    const fields = [...bodyOf(autosave.form)].filter(([name]) => name !== '_csrf' && !isPassword(autosave.form, name));
    localStorage.setItem(keptKey(autosave), JSON.stringify({ fields, conflict: autosave.conflict, pressed: autosave.pressed }));
    return true;
  } catch {
    // Full, or switched off by the reader.
    return false;
  }
}

function forgetKept(autosave) {
  try {
    localStorage.removeItem(keptKey(autosave));
  } catch {
    // Switched off by the reader: nothing was kept.
  }
}

/**
 * Puts back what was never sent, with the version it was typed on: if someone else saved since, the server says so. After a
 * conflict the reader has been told, so the words come back on the new version and wait until the reader goes on typing.
 */
function restoreKept(autosave) {
  const kept = readKept(autosave);
  if (kept === null) return;
  const values = new Map();
  for (const [name, value] of kept.fields) values.set(name, [...(values.get(name) ?? []), value]);
  if (!putAllBack(autosave.form, values)) {
    forgetKept(autosave);
    return;
  }
  if (kept.conflict) {
    say(autosave, 'We put back what you typed. Somebody else has saved since: compare the two before you go on.', 'problem');
    return;
  }
  for (const input of versionsOf(autosave.form)) {
    if (values.has(input.name)) input.value = values.get(input.name)[0];
  }
  autosave.unsaved = true;
  say(autosave, 'We put back what you typed before it could be saved. Check it.', 'problem');
  saveLater(autosave, typingPauseMilliseconds);
}

function readKept(autosave) {
  try {
    const kept = JSON.parse(localStorage.getItem(keptKey(autosave)) ?? 'null');
    return Array.isArray(kept?.fields) ? kept : null;
  } catch {
    return null;
  }
}

/** True when it changed anything. */
function putAllBack(form, values) {
  const elements = [...form.elements].filter((element) => element.name !== '' && !neverPutBack.has(element.type));
  return elements.filter((element) => putBack(element, values.get(element.name) ?? [])).length > 0;
}

/** True when it changed the field. */
function putBack(element, values) {
  if (element.type === 'checkbox' || element.type === 'radio') {
    const checked = values.includes(element.value);
    if (element.checked === checked) return false;
    element.checked = checked;
    return true;
  }
  const value = values[0];
  if (value === undefined || element.value === value) return false;
  element.value = value;
  return true;
}

function isPassword(form, name) {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement && field.type === 'password';
}

/*
 * A form that is sent once, and later if it must be: where somebody stands there may be no signal. Only forms that say so, never a bid. It carries
 * a key of its own, by which the server knows the same sending when it comes twice.
 */

function startSendingLater(form) {
  const sending = {
    form,
    url: form.dataset.sendLater,
    owner: '',
    status: form.querySelector('[data-send-status]'),
    // Whether the button was pressed on what stands in the form now.
    pressed: false,
    busy: false,
    conflict: false,
    timer: 0,
    retryAfter: firstRetryMilliseconds,
  };
  sending.status.setAttribute('role', 'status');
  bringBack(sending);
  form.addEventListener('input', () => changed(sending));
  form.addEventListener('submit', (event) => pressedSend(sending, event));
  window.addEventListener('online', () => void sendIfPressed(sending));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void sendIfPressed(sending);
  });
  void sendIfPressed(sending);
}

/** What was typed on this device before, with the key that it was typed under. A form without a button only shows it. */
function bringBack(sending) {
  const kept = readKept(sending);
  if (kept === null) return;
  const values = new Map(kept.fields.map(([name, value]) => [name, [value]]));
  const wasTyped = putAllBack(sending.form, values);
  sending.form.closest('[data-typed-before]')?.removeAttribute('hidden');
  if (buttonOf(sending) === null) return;
  for (const name of ['sendKey', 'doneAt']) sending.form.elements[name].value = values.get(name)?.[0] || sending.form.elements[name].value;
  sending.pressed = kept.pressed === true;
  if (wasTyped && !sending.pressed) say(sending, 'We put back what you typed. It is not sent yet.', 'problem');
}

function buttonOf({ form }) {
  return form.querySelector('button');
}

/** Whoever goes on typing has not finished: nothing is sent from under their fingers. */
function changed(sending) {
  if (sending.pressed) say(sending, 'You changed something: press Send again.', 'problem');
  sending.pressed = false;
  clearTimeout(sending.timer);
  keep(sending);
}

function pressedSend(sending, event) {
  event.preventDefault();
  if (sending.busy || sending.sent) return;
  const unanswered = firstUnanswered(sending.form);
  if (unanswered !== null) {
    // Told now, not when the signal is back and the phone in a pocket.
    say(sending, `Not sent: choose an answer to “${unanswered.closest('fieldset').querySelector('legend').textContent.trim()}”`, 'problem');
    unanswered.focus();
    return;
  }
  sending.pressed = true;
  sending.form.elements.doneAt.value = new Date().toISOString();
  keep(sending);
  void sendIfPressed(sending);
}

function firstUnanswered(form) {
  const radios = [...form.querySelectorAll('input[type="radio"]')];
  return radios.find(({ name }) => !radios.some((radio) => radio.name === name && radio.checked)) ?? null;
}

async function sendIfPressed(sending) {
  if (!sending.pressed || sending.busy || sending.sent) return;
  clearTimeout(sending.timer);
  if (navigator.onLine === false) {
    sayWaiting(sending);
    return;
  }
  sending.busy = true;
  const answer = await answerTo(sending).catch(() => null);
  sending.busy = false;
  if (answer?.status === 'saved') saySent(sending, answer);
  else if (answer?.status === 'refused' && sending.pressed) showRefusal(sending);
  else if (sending.pressed) {
    // No signal in spite of what the phone says, a page of somebody else's network, a server that has a problem: tried again.
    sayWaiting(sending);
    sending.timer = setTimeout(() => void sendIfPressed(sending), sending.retryAfter);
    sending.retryAfter = Math.min(sending.retryAfter * 2, longestRetryMilliseconds);
  }
}

/** What the server said; null where it was not our server, or it could not answer. */
async function answerTo(sending) {
  const first = await post(sending);
  const response = first.status === 403 && (await renewToken(sending)) ? await post(sending) : first;
  const isOurs = (response.headers.get('content-type') ?? '').includes('application/json');
  return isOurs && response.status < 500 && response.status !== 429 ? response.json() : null;
}

/** A form kept open for long may have lost its token: a fresh page has another. */
async function renewToken({ form, url }) {
  const page = new DOMParser().parseFromString(await (await fetch(url, { credentials: 'same-origin' })).text(), 'text/html');
  const token = page.querySelector('main input[name="_csrf"]')?.value;
  if (token) form.elements._csrf.value = token;
  return Boolean(token);
}

function sayWaiting(sending) {
  const where = keep(sending) ? 'Your answers are kept on this device and' : 'Keep this page open: your answers';
  say(sending, `Not sent yet: there is no connection. ${where} will be sent by themselves when it is back and this page is open.`, 'problem');
}

function saySent(sending, { at }) {
  sending.sent = true;
  forgetKept(sending);
  // Something was changed while it was on its way: the page of what was sent shows what counts.
  if (!sending.pressed) return location.replace(sending.url);
  for (const element of sending.form.elements) element.disabled = true;
  const done = sending.form.querySelector('[data-send-done]');
  done.hidden = false;
  // Whoever uses a keyboard goes on from where the button was.
  if (document.activeElement === document.body || document.activeElement === buttonOf(sending)) done.querySelector('a').focus({ preventScroll: true });
  buttonOf(sending).remove();
  say(sending, `Sent at ${clockTime(at)}. Thank you.`, 'saved');
}

/** The page itself says why, with everything typed, as it does without scripts. */
function showRefusal(sending) {
  sending.pressed = false;
  keep(sending);
  sending.form.submit();
}
