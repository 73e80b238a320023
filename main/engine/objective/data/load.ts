import type { Data } from '../../../../app/experiment/data.ts';
import type { LossName } from '../../../../app/experiment/experiment.ts';
import { chebyshev } from './chebyshev.ts';
import { csv } from './csv.ts';
import type { DataSet } from './data-set.ts';
import { digits } from './digits.ts';
import { fashionMnist } from './fashion-mnist.ts';
import { idx } from './idx.ts';
import { linearTeacher } from './linear-teacher.ts';
import { mixture } from './mixture.ts';
import { mnist1d } from './mnist-1d.ts';
import { text } from './text.ts';

/** The data of an experiment. @throws EngineError if a file is missing, damaged or does not fit */
export async function loadData(data: Data, loss: LossName, seed: number): Promise<DataSet> {
  switch (data.kind) {
    case 'chebyshev':
      return chebyshev(data);
    case 'mixture':
      return mixture(data, seed);
    case 'linear-teacher':
      return linearTeacher(data, seed);
    case 'digits':
      return digits(data, seed);
    case 'fashion-mnist':
      return fashionMnist(data);
    case 'mnist-1d':
      return mnist1d(data);
    case 'csv':
      return csv(data, loss === 'cross-entropy');
    case 'idx':
      return idx(data);
    case 'text':
      return text(data, seed);
  }
}
