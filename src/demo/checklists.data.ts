/** What two young people who have a mentor are asked before the next review of the contract. */
export const MENTORING_CHECKLIST = {
  title: 'An evening with the mentors', lookAt: 'Come to the evening on Thursday as you always do. Look at how you are met, and whether somebody has time for you.',
  yesNo: 'Did somebody greet you when you came in?\nDid you know who to talk to if something was wrong?', faces: 'How well did your mentor listen?\nHow safe did you feel on the way there and back?', words: 'What should change?',
};

/** What one of them sent, by question, and from where there was no signal. */
export const MENTORING_CHECKLIST_ANSWERS: Readonly<Record<string, string>> = {
  'Did somebody greet you when you came in?': 'Yes', 'Did you know who to talk to if something was wrong?': 'No', 'How well did your mentor listen?': '😀 Very good', 'How safe did you feel on the way there and back?': '😐 In between',
  'What should change?': 'A light at the bus stop. There is a poster about who to talk to, but it hangs in the office.',
};
