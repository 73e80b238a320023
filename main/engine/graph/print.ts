import { inOrder } from './order.ts';
import { isAccumulation, type Accumulation } from './primitive/accumulate.ts';
import type { Program } from './program.ts';
import { isBinary, isUnary } from './scalar.ts';
import { shapeText } from './shape.ts';
import type { Shape, Tensor } from './tensor.ts';

const SHOWN_VALUES = 6; // of a constant; enough to tell one from another

/**
 * A program as text: a line for every value fed, computed, returned and kept, `t3 = matmul(t1, t2ᵀ) : [20, 50]`. Names fed stand for
 * themselves and single numbers are written where they are used.
 */
export function print(program: Program): string {
  const results = [...Object.values(program.outputs), ...Object.values(program.updates)];
  const { fed, lines, nameOf } = written(results, 't');
  const role = (name: string): string =>
    name in program.inputs ? 'input' : name in (program.rows ?? {}) ? 'row' : 'variable';
  return [
    ...[...fed].map(([name, shape]) => `${role(name)} ${name} : ${shapeText(shape)}`),
    ...lines,
    ...Object.entries(program.outputs).map(([name, tensor]) => `output ${name} = ${nameOf(tensor)}`),
    ...Object.entries(program.updates).map(([name, tensor]) => `update ${name} = ${nameOf(tensor)}`),
  ].join('\n');
}

/** Lines of what some tensors are computed by, and the names that stand for tensors. @param letter of the names of what is computed */
function written(results: readonly Tensor[], letter: string) {
  const names = new Map<Tensor, string>();
  const nameOf = (tensor: Tensor): string => names.get(tensor) ?? '?';
  const fed = new Map<string, Shape>();
  const lines: string[] = [];
  let count = 0;
  for (const tensor of inOrder(results)) {
    const { operation, shape } = tensor;
    if (operation.op === 'input') {
      names.set(tensor, operation.name);
      fed.set(operation.name, shape);
    } else if (operation.op === 'constant' && shape.length === 0) {
      names.set(tensor, String(operation.values[0]));
    } else {
      const name = `${letter}${++count}`;
      names.set(tensor, name);
      lines.push(`${name} = ${expression(tensor, tensor.inputs.map(nameOf))} : ${shapeText(shape)}`);
      if (isAccumulation(tensor)) lines.push(...bodyLines(tensor, `${name}.`));
    }
  }
  return { fed, lines, nameOf };
}

/** The body of an accumulation, indented. */
function bodyLines({ operation: { body } }: Accumulation, letter: string): string[] {
  const { fed, lines, nameOf } = written([body], letter);
  return [
    ...[...fed].map(([name, shape]) => `given ${name} : ${shapeText(shape)}`),
    ...lines,
    `adds ${nameOf(body)}`,
  ].map((line) => `  ${line}`);
}

function expression({ operation }: Tensor, inputs: readonly string[]): string {
  const [a = '', b = '', c = ''] = inputs;
  const list = (values: readonly number[]): string => `[${values.join(', ')}]`;
  if (isUnary(operation.op)) return operation.op === 'neg' ? `-${a}` : `${operation.op}(${a})`;
  if (isBinary(operation.op)) return `${a} ${symbols[operation.op]} ${b}`;
  switch (operation.op) {
    case 'constant': {
      const shown = Array.from(operation.values.subarray(0, SHOWN_VALUES));
      return `constant(${shown.join(', ')}${operation.values.length > SHOWN_VALUES ? ', …' : ''})`;
    }
    case 'power':
      return `${a}^${operation.exponent}`;
    case 'select':
      return `select(${a} > 0, ${b}, ${c})`;
    case 'matmul':
      return `matmul(${a}${operation.transposeA ? 'ᵀ' : ''}, ${b}${operation.transposeB ? 'ᵀ' : ''})`;
    case 'sum':
      return `sum(${a}, ${list(operation.axes)}${operation.keep ? ', kept' : ''})`;
    case 'maximum':
      return `maximum(${a}, ${list(operation.axes)})`;
    case 'transpose':
      return `transpose(${a}, ${list(operation.permutation)})`;
    case 'slice':
      return `slice(${a}, from ${list(operation.begin)})`;
    case 'pad':
      return `pad(${a}, ${list(operation.before)} before, ${list(operation.after)} after)`;
    case 'concat':
      return `concat(${inputs.join(', ')}, axis ${operation.axis})`;
    case 'scatter':
      return `scatter(${a}, ${b}, ${operation.rows} rows)`;
    case 'one-hot':
      return `one-hot(${a}, ${operation.depth})`;
    case 'average-pool':
    case 'average-pool-images':
      return `${operation.op}(${a}, ${operation.size})`;
    case 'convolution':
    case 'convolution-images':
    case 'convolution-filters': {
      const { stride, before, after } = operation.window;
      return `${operation.op}(${a}, ${b}, stride ${stride}, ${list(before)} before, ${list(after)} after)`;
    }
    case 'accumulate': {
      const [slices, shared] = [inputs.slice(0, operation.sliced), inputs.slice(operation.sliced)];
      return `accumulate(${operation.count} slices of ${slices.join(', ')}; ${shared.join(', ')})`;
    }
    default:
      return `${operation.op}(${inputs.join(', ')})`;
  }
}

const symbols = { add: '+', sub: '-', mul: '*', div: '/' } as const;
