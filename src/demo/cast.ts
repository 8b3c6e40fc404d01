import type { OrganisationId, PersonId } from '#kernel/ids';
import { COMMAND_LINE, holdingsOf, type Actor } from '#platform/access/access';
import { replaceClock } from '#platform/clock';
import { runCommand, type Command } from '#platform/command/command';
import type { Services } from '#platform/services';

const DAY = 86_400_000;

/** Who plays and when: runs commands as a named person at an instant of the demonstration's year. */
export class Cast {
  readonly services: Services;
  /** The instant at which the demonstration is loaded; everything is told in days before or after it. */
  readonly now: Date;
  readonly people = new Map<string, PersonId>();
  readonly organisations = new Map<string, OrganisationId>();
  bodyId = '';
  /** Who acted last: a run of acts by one person at one moment asks once what that person may do. */
  #last: Actor | null = null;
  readonly #signal: AbortSignal | undefined;

  /** @param signal stops whatever comes after the act that is being done */
  constructor(services: Services, now: Date, signal?: AbortSignal) {
    this.services = services;
    this.now = now;
    this.#signal = signal;
  }

  /** A person by the key of the data file. */
  person(key: string): PersonId {
    const id = this.people.get(key);
    if (!id) throw new Error(`nobody in the demonstration is called ${key}`);
    return id;
  }

  organisation(key: string): OrganisationId {
    const id = this.organisations.get(key);
    if (!id) throw new Error(`no organisation in the demonstration is called ${key}`);
    return id;
  }

  /** The calendar date so many days from the loading, 'YYYY-MM-DD'. */
  date(days: number): string {
    return new Date(this.now.getTime() + days * DAY).toISOString().slice(0, 10);
  }

  /** Puts the one clock so many days from the loading, at an hour of the day (UTC). It goes on running from there. */
  async at(days: number, hour = 10): Promise<void> {
    this.#last = null;
    const instant = new Date(this.now.getTime() + days * DAY);
    instant.setUTCHours(hour, 0, 0, 0);
    await replaceClock(this.services.database, instant);
  }

  /** Runs a command as a person, or as the command line for null. A refusal stops the loading: the demonstration is wrong, not its reader. */
  async act<Input, Value>(command: Command<Input, Value>, who: string | null, input: unknown): Promise<Value> {
    this.#signal?.throwIfAborted();
    const result = await runCommand(this.services, command, await this.#actor(who), input);
    if (result.kind !== 'done') throw new Error(`${who ?? 'the command line'} could not do ${command.act.name}: ${JSON.stringify(result)}`);
    return result.value;
  }

  async #actor(who: string | null): Promise<Actor> {
    if (who === null) {
      this.#last = null;
      return COMMAND_LINE;
    }
    const personId = this.person(who);
    if (this.#last?.personId === personId) return this.#last;
    this.#last = await this.services.database.read(async (read): Promise<Actor> => {
      const [person, holdings] = await Promise.all([read.selectFrom('person').select('name').where('id', '=', personId).executeTakeFirstOrThrow(), holdingsOf(read, personId)]);
      return { kind: 'person', personId, name: person.name, holdings };
    });
    return this.#last;
  }
}
