/** How the provider is paid, and what it has to carry. See README.md. */
import type { Module } from '#platform/module';
import { paymentPlanActs } from './payment-plan.acts.ts';
import { paymentPlanRoutes } from './payment-plan.routes.ts';

export { addPaymentPart, removePaymentPart, savePaymentPlan } from './payment-plan.commands.ts';
export { paymentPlanOf } from './payment-plan.store.ts';
export { paymentObstacles } from './payment-obstacle.reader.ts';
export { bidderCashPage, paymentInWords } from './payment-plan.page.ts';
export { cashView, isWhole, paymentTerms, paymentWarnings, yearEnds, type CashMonth, type PaymentPlan } from './payment-plan.ts';

export const paymentPlanModule: Module = { name: 'payment-plan', acts: paymentPlanActs, routes: [paymentPlanRoutes] };
