/**
 * The commonest beginnings of long passwords, lower case, letters and digits only; digits around them are ignored too. Short:
 * nothing under twelve characters is let through in any case. Written for this project.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set([
  'password', 'passwordpassword', 'passw0rd', 'mypassword', 'thisismypassword', 'newpassword', 'changemeplease', 'changeme', 'changeit',
  'letmein', 'letmeinnow', 'letmeinplease', 'welcome', 'welcometo', 'welcomehome', 'administrator', 'adminadmin', 'adminpassword', 'iloveyou', 'iloveyousomuch',
  'ilovemyself', 'trustnoone', 'sunshine', 'princess', 'football', 'liverpool', 'manchesterunited', 'arsenalfc', 'chelseafc', 'charlie', 'dragon',
  'monkey', 'superman', 'batman', 'starwars', 'pokemon', 'qwerty', 'qwertyuiop', 'qwertyqwerty', 'qwertyuiopasdf', 'asdfghjkl', 'asdfghjklqwe',
  'zxcvbnm', 'zaqxswcde', 'qazwsxedc', 'qazwsxedcrfv', 'abcdefghijkl', 'abc', 'correcthorsebatterystaple', 'threerandomwords', 'summer', 'winter', 'autumn', 'spring',
  'january', 'february', 'september', 'october', 'november', 'december', 'kentcountycouncil', 'countycouncil', 'council', 'commissioning', 'procurement', 'wantsum',
  'passwordone', 'passphrase', 'secretpassword', 'secret', 'testtesttest', 'testpassword', 'temporarypassword', 'temporary', 'nopassword', 'computer', 'internet', 'whatever', 'helloworld', 'hellohello',
]);
