import type { ChatMessage } from './protocol.js';
import { Timeline } from './timeline.js';

const message = (seq: number): ChatMessage => ({
  id: `m${seq}`,
  seq,
  from: { kind: 'agent', name: 'Rui' },
  text: String(seq),
  attachments: [],
  at: '2026-11-21T12:00:00.000Z',
});
const shown = (timeline: Timeline): number[] => timeline.messages.map((m) => m.seq);

describe('the timeline', () => {
  it('shows by seq, whatever the order of arrival', () => {
    const timeline = new Timeline();
    timeline.begin([], 0);

    timeline.put([message(3)]);
    timeline.put([message(1), message(2)]);

    expect(shown(timeline)).toEqual([1, 2, 3]);
    expect(timeline.gapAfter).toBeUndefined();
  });

  it('knows after which message something is missing', () => {
    const timeline = new Timeline();
    timeline.begin([message(1)], 1);

    timeline.put([message(4)]);

    expect(timeline.gapAfter).toBe(1);
    timeline.put([message(2)]);
    expect(timeline.gapAfter).toBe(2);
    timeline.put([message(3)]);
    expect(timeline.gapAfter).toBeUndefined();
  });

  it('sees from the session alone that it missed something', () => {
    const timeline = new Timeline();
    timeline.begin([message(1)], 1);

    timeline.begin([message(9), message(10)], 10);

    expect(timeline.gapAfter).toBe(1);
  });

  it('takes the first session’s history as its beginning and counts what is earlier', () => {
    const timeline = new Timeline();

    timeline.begin([message(51), message(52)], 52);

    expect(timeline.earlier).toBe(50);
    expect(timeline.gapAfter).toBeUndefined();
    timeline.put([message(50), message(49)]);
    expect(timeline.earlier).toBe(48);
  });

  it('takes a message twice as one', () => {
    const timeline = new Timeline();
    timeline.begin([message(1)], 1);

    timeline.put([message(1), message(1)]);

    expect(shown(timeline)).toEqual([1]);
  });

  it.each([0, -1, 1.5, Number.NaN])('ignores a message whose seq is %p', (seq) => {
    const timeline = new Timeline();
    timeline.begin([], 0);

    timeline.put([{ ...message(1), seq }]);

    expect(shown(timeline)).toEqual([]);
  });
});
