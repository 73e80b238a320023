import { describe, expect, it } from 'vitest';
import { bestOf, race, ratioOf, type Racer, type Times } from './rounds.ts';

/** Times every call takes, and a log of whose turn it was. */
function racer(side: string, milliseconds: number, log: string[] = []): Racer & { readonly name: string } {
  const name = `${side} ${milliseconds}`;
  const time = (seconds: number): Promise<number[]> => {
    if (seconds > 0) log.push(name);
    return Promise.resolve([milliseconds, 2 * milliseconds, milliseconds]);
  };
  return { side, name, time };
}

describe('race', () => {
  it('takes to the final who is close to the fastest of their side, whatever the others do', async () => {
    const times = await race([racer('ours', 10), racer('ours', 14), racer('ours', 16), racer('theirs', 100)]);
    expect(times.map(({ entrant }) => entrant.name)).toEqual(['ours 10', 'ours 14', 'theirs 100']);
    for (const { entrant, rounds, fastest } of times) {
      expect(new Set(rounds)).toEqual(new Set([fastest]));
      expect(`${entrant.side} ${fastest}`).toBe(entrant.name);
    }
  });

  it('goes on without who cannot be timed, and tells of them', async () => {
    let turns = 0;
    const falling: Racer = {
      side: 'ours',
      time: () => (++turns > 3 ? Promise.reject(new Error('ended by SIGKILL')) : Promise.resolve([5])),
    };
    const gone: unknown[] = [];
    const others = [racer('ours', 4), racer('theirs', 9)];
    const times = await race([falling, ...others], (one, error) => gone.push(one, error));
    expect(times.map(({ entrant }) => entrant)).toEqual(others);
    for (const { rounds } of times) expect(rounds).toHaveLength(7);
    expect(gone).toEqual([falling, new Error('ended by SIGKILL')]);
    await expect(race([falling])).rejects.toThrow('ended by SIGKILL');
  });

  it('goes forth and back through the racers', async () => {
    const log: string[] = [];
    await race([racer('a', 1, log), racer('b', 1, log)]);
    const [heat, forth, back] = [log.slice(0, 2), log.slice(2, 4), log.slice(4, 6)];
    expect(heat).toEqual(['a 1', 'b 1']);
    expect(forth).toEqual(['a 1', 'b 1']);
    expect(back).toEqual(['b 1', 'a 1']);
  });
});

describe('bestOf and ratioOf', () => {
  const times = (side: string, ...rounds: number[]): Times<{ readonly side: string }> => ({
    entrant: { side },
    rounds,
    fastest: Math.min(...rounds),
  });

  it('the best has the smallest median, not the fastest call', () => {
    const [steady, lucky, other] = [times('a', 5, 5, 5), times('a', 1, 6, 6), times('b', 4, 4, 4)];
    expect(bestOf([lucky, steady, other], 'a')).toBe(steady);
    expect(bestOf([lucky, steady, other])).toBe(other);
    expect(bestOf([other], 'a')).toBeNull();
  });

  it('the ratio is taken round by round', () => {
    // The machine is ten times slower in the second round, for both.
    expect(ratioOf(times('a', 1, 10, 1), times('b', 2, 20, 4))).toBe(0.5);
  });
});
