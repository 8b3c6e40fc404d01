/** Something that whoever runs the program can mend. Its message is a plain sentence that says how, so no trace is shown. */
export class OperatorProblem extends Error {}
