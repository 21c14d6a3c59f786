/** What grows along an axis; the rest stays as it is at the smallest. */
export type Size = Readonly<{ agents: number; conversations: number; teams: number }>

export type Axis = 'agents' | 'conversations' | 'teams'

const base: Size = { agents: 100, conversations: 1000, teams: 1 }

export const steps: Readonly<Record<Axis, readonly number[]>> = {
  agents: [10, 100, 1000, 10_000],
  conversations: [1000, 100_000, 1_000_000],
  teams: [1, 1000],
}

/** Each size once: the axes meet in one. */
export function sizesOf(axes: typeof steps): Map<string, Size> {
  const sizes = (Object.keys(axes) as Axis[]).flatMap((axis) => axes[axis].map((value) => sizeAt(axis, value)))
  return new Map(sizes.map((size) => [nameOf(size), size]))
}

export function sizeAt(axis: Axis, value: number): Size {
  return { ...base, [axis]: value }
}

export function nameOf({ agents, conversations, teams }: Size): string {
  return `growth_${agents}_${conversations}_${teams}`
}
