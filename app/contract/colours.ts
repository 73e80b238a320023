import * as v from 'valibot';

/** Which of the two sets of colours the screens are drawn with: that of the system, or one that was chosen. */
export const Colours = v.picklist(['system', 'light', 'dark']);
export type Colours = v.InferOutput<typeof Colours>;
