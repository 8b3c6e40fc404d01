import type { Module } from '#platform/module';
import { portalActs } from './portal.acts.ts';
import { portalRoutes } from './portal.routes.ts';

/** The public front door: the first page, the one search, and the statements every public site must have. */
export const portalModule: Module = {
  name: 'portal',
  acts: portalActs,
  routes: portalRoutes,
  navigation: [
    { text: 'Opportunities', href: '/opportunities' },
    { text: 'Contracts', href: '/contracts' },
    { text: 'Outcomes', href: '/outcomes' },
    { text: 'My work', href: '/home', to: 'signed-in' },
  ],
};
