-- Questions of an interview that test how well a bidder knows the place and its people (DP-17). Published with the question, and fixed with it.
create table local_understanding_question (
  question_id uuid primary key references question (id) on delete cascade
);
comment on table local_understanding_question is 'Of the questions asked at interviews, those that test local understanding';
