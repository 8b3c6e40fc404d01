import { OperatorProblem } from '#kernel/operator-problem';

/** The database cannot be used. The message is a sentence for the operator that says what to do, without any password. */
export class DatabaseProblem extends OperatorProblem {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = "DatabaseProblem";
  }
}
