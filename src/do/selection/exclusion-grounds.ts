import { lawFor, type Fact } from '#law';

const EXCLUSIONS = lawFor('uk-2026').rules.exclusions;
type ValueOf<Row> = Row extends Fact<infer Value> ? Value : never;
type MandatoryName = ValueOf<typeof EXCLUSIONS.mandatory>[number];
type DiscretionaryName = ValueOf<typeof EXCLUSIONS.discretionary>[number];

export type GroundKind = 'mandatory' | 'discretionary';

/** A ground for exclusion of the Procurement Act 2023, Schedules 6 and 7, as somebody who is no lawyer would say it. */
export interface ExclusionGround {
  readonly key: string;
  readonly kind: GroundKind;
  /** Of a supplier, about itself and those connected with it: goes on after "any of these". */
  readonly words: string;
  /** False where only a debarment decides it: nobody is asked about themselves. */
  readonly isAsked: boolean;
}

type Plain = Omit<ExclusionGround, 'kind'>;
const asked = (key: string, words: string): Plain => ({ key, words, isAsked: true });

/** Every mandatory ground of the law pack has its plain words here, or this does not compile. */
const MANDATORY: Readonly<Record<MandatoryName, Plain>> = {
  'corporate manslaughter': asked('corporate-manslaughter', 'Corporate manslaughter or homicide'),
  terrorism: asked('terrorism', 'A terrorism offence'),
  'theft, fraud, bribery, money laundering': asked('theft-fraud-bribery', 'Theft, fraud, bribery or money laundering'),
  'labour market, slavery, trafficking': asked('slavery-trafficking', 'Slavery, trafficking, or an offence against workers’ rights'),
  'organised crime': asked('organised-crime', 'Taking part in organised crime'),
  'tax offences': asked('tax-offences', 'A tax offence'),
  'cartel offence': asked('cartel-offence', 'The cartel offence'),
  'ancillary and overseas equivalents': asked('ancillary-overseas', 'Helping with any of these, or the like of them abroad'),
  'national security (debarment only)': { key: 'national-security-debarment', words: 'Debarred on the ground of national security', isAsked: false },
  'tax penalties, abusive arrangements, defeated notifiable arrangements': asked('tax-penalties', 'A tax penalty for deliberate errors, or a tax avoidance scheme that was defeated'),
  'Competition Act cartel infringement': asked('competition-cartel', 'A cartel that was found to break competition law'),
  'failure to cooperate with investigation': asked('failure-to-cooperate', 'Failing to cooperate with an investigation of suppliers by a minister'),
};
const DISCRETIONARY: Readonly<Record<DiscretionaryName, Plain>> = {
  'labour market misconduct': asked('labour-misconduct', 'Mistreating workers, such as an order about minimum wages or gangmasters'),
  'environmental misconduct': asked('environmental-misconduct', 'Serious harm to the environment'),
  insolvency: asked('insolvency', 'Insolvency, bankruptcy or an arrangement with creditors'),
  'ceased business': asked('ceased-business', 'You have stopped or suspended your business'),
  'potential competition infringements': asked('competition-potential', 'Agreements with competitors that may break competition law'),
  'professional misconduct': asked('professional-misconduct', 'Professional misconduct that puts your integrity in doubt'),
  'breach of contract or poor performance (including a published section 71(5) notice)': asked('poor-performance', 'A public contract broken or performed badly, so that it was ended or damages were paid'),
  'acting improperly in procurement': asked('acting-improperly', 'Acting improperly in a procurement, such as misleading a buyer or seeking secret information'),
  'national security': { key: 'national-security', words: 'A threat to national security', isAsked: false },
};

const ofKind = (kind: GroundKind, table: Readonly<Record<string, Plain>>): ExclusionGround[] => Object.values(table).map((ground) => ({ ...ground, kind }));

/** All grounds, mandatory ones first, in the order of the Schedules. */
export const EXCLUSION_GROUNDS: readonly ExclusionGround[] = [...ofKind('mandatory', MANDATORY), ...ofKind('discretionary', DISCRETIONARY)];

export const groundByKey = (key: string): ExclusionGround | undefined => EXCLUSION_GROUNDS.find((ground) => ground.key === key);

/** The rules that the check rests on, for the pages it bites on. */
export const EXCLUSION_RULES = EXCLUSIONS;
