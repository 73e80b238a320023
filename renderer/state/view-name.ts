import { LONGEST_NAME } from '../../app/contract/bookmark.ts';
import type { Stretch } from '../../app/figure/stretch.ts';
import { formatNumber } from '../../app/format/number.ts';
import type { Address } from './address.ts';

const NAMED = 3; // runs of a comparison, before the others are counted

/** What a view shows, in a few words. @param nameOf the name of a run, null where it is not in the lab */
export function viewName(address: Address, nameOf: (id: string) => string | null): string {
  return wordsOf(address, (id) => nameOf(id) || id).slice(0, LONGEST_NAME);
}

function wordsOf(address: Address, nameOf: (id: string) => string): string {
  switch (address.view) {
    case 'runs':
      return [address.archived ? 'Archive' : 'Runs', address.search].filter(Boolean).join(': ');
    case 'new':
      return ['New experiment', address.preset].filter(Boolean).join(': ');
    case 'run':
      return nameOf(address.id) + stepsOf(address.stretch);
    case 'compare': {
      const names = address.runs.slice(0, NAMED).map(nameOf);
      const more = address.runs.length - names.length;
      const whose = [...names, ...(more > 0 ? [`${formatNumber(more)} more`] : [])].join(', ');
      return `Compare${whose === '' ? '' : ` ${whose}`}${stepsOf(address.stretch)}`;
    }
    case 'landscape':
      return `Landscape of ${address.formula}`;
    case 'learn':
      return `Learn: claim ${address.claim}`;
  }
}

function stepsOf(stretch: Stretch | null): string {
  if (!stretch) return '';
  return `, steps ${formatNumber(Math.round(stretch.from))} to ${formatNumber(Math.round(stretch.to))}`;
}
