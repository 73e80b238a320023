import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabError } from '../../../app/contract/contract.ts';
import { decodeMessage, encodeMessage } from '../../../app/contract/frames.ts';

const request = { id: 1, method: 'runs.get', params: { id: '0a' } };

function binary(header: unknown, values: readonly number[]): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = Math.ceil((4 + text.length) / 8) * 8;
  const frame = Buffer.alloc(start + 8 * values.length);
  frame.writeUInt32LE(text.length, 0);
  frame.set(text, 4);
  values.forEach((value, index) => frame.writeDoubleLE(value, start + 8 * index));
  return new Uint8Array(frame);
}

describe('frames', () => {
  it('carries a message without arrays as JSON', () => {
    expect(encodeMessage(request)).toBe('{"id":1,"method":"runs.get","params":{"id":"0a"}}');
    expect(decodeMessage('{"id":1,"method":"runs.get","params":{"id":"0a"}}')).toEqual(request);
  });

  it('lays arrays and non-finite numbers out as documented', () => {
    const message = { id: 7, result: [{ value: Float64Array.of(1.5, NaN), top: -Infinity, name: 'λ₁' }] };
    const header = {
      message: { id: 7, result: [{ value: null, top: null, name: 'λ₁' }] },
      places: [
        { path: ['result', 0, 'value'], length: 2 },
        { path: ['result', 0, 'top'], length: null },
      ],
    };
    const frame = encodeMessage(message);
    expect(frame).toEqual(binary(header, [1.5, NaN, -Infinity]));
    expect(decodeMessage(binary(header, [1.5, NaN, -Infinity]))).toEqual(message);
  });

  it('lays bytes out as they are, with zeros up to what comes next', () => {
    const message = { id: 1, method: 'data.keep', params: { bytes: Uint8Array.of(1, 2, 3), more: NaN } };
    const header = {
      message: { id: 1, method: 'data.keep', params: { bytes: null, more: null } },
      places: [
        { path: ['params', 'bytes'], length: 3, bytes: true },
        { path: ['params', 'more'], length: null },
      ],
    };
    const [first = 0] = new Float64Array(Uint8Array.of(1, 2, 3, 0, 0, 0, 0, 0).buffer);
    expect(encodeMessage(message)).toEqual(binary(header, [first, NaN]));
    expect(decodeMessage(encodeMessage(message))).toEqual(message);
  });

  it('gives back any result bit for bit, from any address', () => {
    const leaf = fc.oneof(
      fc.float64Array(),
      fc.uint8Array(),
      fc.double(),
      fc.string(),
      fc.constant(null),
      fc.boolean(),
    );
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(leaf, fc.array(tie('node')), fc.dictionary(fc.string(), tie('node'))),
    })).node;
    fc.assert(
      fc.property(tree, fc.nat(9), (result, offset) => {
        const frame = encodeMessage({ id: 0, result });
        const sent =
          typeof frame === 'string' ? frame : Buffer.concat([Buffer.alloc(offset), frame]).subarray(offset);
        const got = decodeMessage(sent);
        // JSON has one zero, and an object written `__proto__` comes back as an own property.
        expect(JSON.stringify(got)).toBe(JSON.stringify({ id: 0, result }));
        expect(encodeMessage(got)).toEqual(frame);
      }),
    );
  });

  it.each([
    ['no JSON', '{'],
    ['no message', '[]'],
    ['an unknown key', '{"id":1,"method":"runs.get","params":{},"more":1}'],
    ['an id that is no number', '{"id":"1","method":"runs.get","params":{}}'],
    ['nothing', new Uint8Array(0)],
    ['a header longer than the frame', Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 0)],
    ['a header of another form', binary({ message: 1 }, [])],
    [
      'values missing',
      binary({ message: { event: { a: null } }, places: [{ path: ['event', 'a'], length: 2 }] }, [1]),
    ],
    [
      'a place that is not there',
      binary({ message: { event: {} }, places: [{ path: ['event', 'a'], length: 1 }] }, [1]),
    ],
    [
      'a place that is taken',
      binary({ message: { event: { a: 1 } }, places: [{ path: ['event', 'a'], length: 1 }] }, [1]),
    ],
    [
      'a way to a prototype',
      binary(
        { message: { event: {} }, places: [{ path: ['event', '__proto__', 'evil'], length: null }] },
        [1],
      ),
    ],
    [
      'a length beyond all memory',
      binary({ message: { event: { a: null } }, places: [{ path: ['event', 'a'], length: 2 ** 52 }] }, [1]),
    ],
  ])('refuses %s with a sentence', (_, frame) => {
    expect(() => decodeMessage(frame)).toThrow(LabError);
    expect(() => decodeMessage(frame)).toThrow(/^The frame is not a message of the lab: /);
    expect({}).not.toHaveProperty('evil');
  });

  it('refuses arbitrary bytes with nothing but a LabError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => decodeMessage(bytes)).toThrow(LabError);
      }),
    );
  });
});
