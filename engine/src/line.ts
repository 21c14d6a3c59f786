import type { SkillSet, SkillSets } from './skill-sets.ts'

/** Those left waiting by the decisions made so far, first in the queue first. */
export class Line {
  readonly #sets: SkillSets
  readonly #left = new Map<SkillSet, number>()
  #length = 0

  constructor(sets: SkillSets) {
    this.#sets = sets
  }

  /** How many are left. */
  get length(): number {
    return this.#length
  }

  /** Where a conversation comes that requires the skills, counting only those that compete for the same agents. */
  nextPosition(skills: SkillSet): number {
    let ahead = 0

    for (const [others, count] of this.#left) {
      if (this.#sets.compete(skills, others)) ahead += count
    }
    return ahead + 1
  }

  add(skills: SkillSet): void {
    this.#left.set(skills, (this.#left.get(skills) ?? 0) + 1)
    this.#length += 1
  }
}
