/** By what a list can be sorted, whatever it is sorted by on its own. */
export const sorts = ['activity', 'queue', 'oldest'] as const
export type Sort = (typeof sorts)[number]
