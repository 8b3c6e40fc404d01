/** Five faces from the worst to the best, each with its words: large, and never a colour alone. For people who judge a service that they use. */
export const FACES: readonly { readonly face: string; readonly words: string }[] = [
  { face: '😞', words: 'Very bad' }, { face: '😕', words: 'Bad' }, { face: '😐', words: 'In between' }, { face: '😊', words: 'Good' }, { face: '😀', words: 'Very good' },
];
