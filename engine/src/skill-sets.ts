import type { Agent } from './agent.ts'
import { takesPart } from './eligibility.ts'

/** Skills that some conversations require together. One object for each such set, so that it can be a key. */
export class SkillSet {
  readonly skills: readonly string[]
  /** Which of the team's different lists of skills have them all. */
  readonly #coveredBy: ReadonlySet<number>
  readonly #rivals = new Map<SkillSet, boolean>()

  constructor(skills: readonly string[], profiles: readonly ReadonlySet<string>[]) {
    this.skills = skills
    this.#coveredBy = new Set(
      profiles.flatMap((profile, index) => (skills.every((skill) => profile.has(skill)) ? [index] : [])),
    )
  }

  /** Whether anybody of the team has them all. */
  get isCovered(): boolean {
    return this.#coveredBy.size > 0
  }

  isCoveredBy(agentSkills: readonly string[]): boolean {
    return this.skills.every((skill) => agentSkills.includes(skill))
  }

  /** Whether somebody of the team could serve conversations of both. */
  competesWith(other: SkillSet): boolean {
    const known = this.#rivals.get(other)
    if (known !== undefined) return known

    const isRival = !this.#coveredBy.isDisjointFrom(other.#coveredBy)
    this.#rivals.set(other, isRival)
    return isRival
  }
}

/** Knows the sets of skills that were asked for. */
export class SkillSets {
  readonly none: SkillSet
  readonly #agents: readonly Agent[]
  readonly #sets = new Map<string, SkillSet>()
  #profiles: readonly ReadonlySet<string>[] | null = null

  constructor(agents: readonly Agent[]) {
    this.#agents = agents
    // Asked for by nearly every conversation of nearly every team, so it costs no look at the agents.
    this.none = new SkillSet([], [])
  }

  of(skills: readonly string[]): SkillSet {
    if (skills.length === 0) return this.none

    const sorted = [...new Set(skills)].sort()
    const key = JSON.stringify(sorted)
    const known = this.#sets.get(key)
    if (known !== undefined) return known

    this.#profiles ??= profilesOf(this.#agents)
    const set = new SkillSet(sorted, this.#profiles)
    this.#sets.set(key, set)
    return set
  }

  // Whoever can serve what requires skills can serve what requires none, as long as there is somebody at all.
  compete(a: SkillSet, b: SkillSet): boolean {
    if (a === b) return true
    if (a === this.none) return b.isCovered
    if (b === this.none) return a.isCovered
    return a.competesWith(b)
  }
}

/** The different lists of skills that the team's agents have: far fewer than agents. */
function profilesOf(agents: readonly Agent[]): readonly ReadonlySet<string>[] {
  const profiles = new Map<string, ReadonlySet<string>>()

  for (const agent of agents) {
    if (takesPart(agent)) profiles.set(JSON.stringify(agent.skills), new Set(agent.skills))
  }
  return [...profiles.values()]
}
