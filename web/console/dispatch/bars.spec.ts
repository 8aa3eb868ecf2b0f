import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Calendar } from '@event-calendar/core';
import { DrawnBars, type Bar } from './bars';

const bar = (id: string, start = '2026-11-18T09:00:00'): Bar => ({
  id,
  resourceId: 'ana',
  start,
  end: '2026-11-18T10:00:00',
});

/** Keeps what it is given, as the library does, and counts what it has to make. */
class Wall {
  readonly bars = new Map<string, unknown>();
  made: string[] = [];

  setOption(_name: string, bars: Bar[]): this {
    this.bars.clear();
    bars.forEach((one) => this.put(one));
    return this;
  }
  addEvent(one: Bar): null {
    if (this.bars.has(one.id)) throw new Error(`${one.id} would stand twice`);
    return this.put(one);
  }
  updateEvent(one: Bar): null {
    if (!this.bars.has(one.id)) throw new Error(`${one.id} does not stand there`);
    return this.put(one);
  }
  removeEventById(id: string): this {
    this.bars.delete(id);
    return this;
  }
  private put(one: Bar): null {
    this.made.push(one.id);
    this.bars.set(one.id, one.start);
    return null;
  }
}

describe('the bars that are drawn', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const all = ids.map((id) => bar(id));
  let wall: Wall;
  let drawn: DrawnBars;

  beforeEach(() => {
    wall = new Wall();
    drawn = new DrawnBars(wall as unknown as Calendar);
    drawn.begin(all);
    wall.made = [];
  });

  it('stay as they are while they say the same', () => {
    drawn.change(ids.map((id) => bar(id)));

    expect(wall.made).toEqual([]);
    expect([...wall.bars.keys()]).toEqual(ids);
  });

  it('are made anew where they changed, added where they are new, and taken away where they have gone', () => {
    drawn.change([...all.slice(1, -1), bar('h', '2026-11-18T11:00:00'), bar('i')]);

    expect(wall.made).toEqual(['h', 'i']);
    expect(wall.bars.get('h')).toBe('2026-11-18T11:00:00');
    expect([...wall.bars.keys()]).toEqual(['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']);
  });

  it('are made all at once where much changed', () => {
    drawn.change(ids.map((id) => bar(id, '2026-11-18T12:00:00')));

    expect(wall.made).toEqual(ids);
    expect(new Set(wall.bars.values())).toEqual(new Set(['2026-11-18T12:00:00']));
  });

  it('follow those on the screen without making these again', () => {
    drawn.begin(all.slice(0, 3));
    wall.made = [];
    drawn.change(all);

    expect(wall.made).toEqual(ids.slice(3));
  });

  it('go back where they were moved by hand and the plan says what it said', () => {
    drawn.moved('c');
    drawn.change(all);

    expect(wall.made).toEqual(['c']);
  });
});
