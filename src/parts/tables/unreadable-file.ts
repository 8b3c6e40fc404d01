/** Not a fault of ours: the file is not what it says. Its message is a plain sentence. */
export class UnreadableFile extends Error {}
