import type { Act } from '../../src/platform/access/act.ts';
import type { Route } from '../../src/platform/web/route.ts';

/** Every route accounted for: one act each, in the list of acts; a form's POST has its GET; nothing but a command answers a POST. */
export function routeProblems(routes: readonly Route[], acts: readonly Act[]): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const route of routes) {
    const name = `${route.method} ${route.url}`;
    if (seen.has(name)) problems.push(`${name} is there twice.`);
    seen.add(name);
    if (!acts.includes(route.act)) problems.push(`${name} names the act ${route.act.name}, which no module lists: put it in the module's acts.`);
    if (route.act.may.length === 0) problems.push(`${name}: nobody may do ${route.act.name}. Say who.`);
    if (route.method === 'GET' && route.show === undefined) problems.push(`${name} shows nothing.`);
    if (route.method === 'POST' && route.submit === undefined) problems.push(`${name} runs no command: a POST is always one command.`);
    if (route.method === 'POST' && route.submit && route.submit.command.act !== route.act) problems.push(`${name} asks for ${route.act.name} but its command does ${route.submit.command.act.name}.`);
    if (/\/:code\b/.test(route.url) && !route.byLink) problems.push(`${name} is opened by a code: say byLink, so that whoever is signed in as well is not named in the trail, and no cache keeps the page.`);
    if (/[A-Z]/.test(route.url.replaceAll(/:[a-z]+/gi, ''))) problems.push(`${name}: addresses are lower case.`);
  }
  for (const route of routes) {
    if (route.method === 'POST' && !routes.some((other) => other.method === 'GET' && other.url === route.url)) problems.push(`POST ${route.url} has no GET: a form can be reloaded and linked to.`);
  }
  return problems;
}

const PRESENT_TENSE = /^(open|make|create|add|change|edit|remove|delete|submit|view|see|search|set|record|publish|award|approve|sign|import|export)\b/;

/** The audit trail prints an act's words after a person's name: they are in the past tense and say what was done. */
export function actProblems(acts: readonly Act[]): string[] {
  const problems = acts.flatMap((act) => {
    if (!/^[a-z-]+\.[a-zA-Z-]+$/.test(act.name)) return [`${act.name} is not room.act.`];
    if (act.words.length < 5 || PRESENT_TENSE.test(act.words)) return [`${act.name}: "${act.words}" is not in the past tense, as "opened the bids" is.`];
    return [];
  });
  const names = acts.map((act) => act.name);
  return [...problems, ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name} is there twice.`)];
}
