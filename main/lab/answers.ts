import type { Method, Params, Results } from '../../app/contract/contract.ts';

/** How the lab answers each method of the contract. */
export type Answers = {
  readonly [M in Method]: (params: Params<M>) => Results[M] | Promise<Results[M]>;
};
