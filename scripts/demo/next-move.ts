import type { Message } from '@fairlead/sdk'
import type { Dialogue, TeamName } from './dialogue.ts'
import { recall, type Scene } from './script.ts'

/** What an agent does next in a conversation. */
export type Move =
  | Readonly<{ kind: 'answer'; lines: readonly string[]; note: string | null; opening: Dialogue | null }>
  | Readonly<{ kind: 'pass_on'; to: TeamName }>
  | Readonly<{ kind: 'close' }>
  | Readonly<{ kind: 'wait' }>

export type Situation = Readonly<{
  /** Oldest first. */
  messages: readonly Message[]
  team: TeamName | null
  /** The customer has been silent for so long that one asks, or ends it. */
  isPatienceOver: boolean
  agentName: string
  customerName: string
}>

const nudge = 'Are you still there? I keep this open for a moment.'

const toStrangers = [
  'Hello {customer}, {agent} here. I am one of the demo’s simulated agents and only know my lines.',
  'Your message has arrived all the same: log in, take this conversation over from me, and answer it yourself.',
] as const
const toStrangersAgain = 'Noted. As I said, I only know my lines.'

/** Reads a conversation and decides; pure, and needs no memory but the conversation itself. */
export function nextMove(situation: Situation): Move {
  const spoken = situation.messages.filter(({ isNote, author }) => !isNote && author.type !== 'system')
  const answered = spoken.findLastIndex(({ author }) => author.type === 'member')
  const open = spoken.slice(answered + 1)

  if (spoken.length === 0) return { kind: 'wait' }
  if (open.length > 0) return moveOn(open, answered >= 0, situation)

  const isOver = isLastTurn(sceneOf(spoken))
  const isNudged = spoken.at(-1)?.text === nudge
  if (!isOver && !situation.isPatienceOver) return { kind: 'wait' }
  return isOver || isNudged ? { kind: 'close' } : { kind: 'answer', lines: [nudge], note: null, opening: null }
}

function moveOn(open: readonly Message[], isUnderWay: boolean, situation: Situation): Move {
  const scene = sceneOf(open)
  if (scene === null) {
    const lines = isUnderWay ? [toStrangersAgain] : toStrangers
    return { kind: 'answer', lines: lines.map((line) => fill(line, situation)), note: null, opening: null }
  }
  const { dialogue } = scene
  const isOpening = scene.turn === 0
  if (isOpening && situation.team !== null && situation.team !== dialogue.team) {
    return { kind: 'pass_on', to: dialogue.team }
  }
  const { agent, note = null } = dialogue.turns[scene.turn]!
  const lines = agent.map((line) => fill(line, situation))
  return { kind: 'answer', lines, note, opening: isOpening ? dialogue : null }
}

function sceneOf(messages: readonly Message[]): Scene | null {
  const scenes = messages.filter(({ author }) => author.type === 'contact').map(({ text }) => recall(text))
  return scenes.findLast((scene) => scene !== null) ?? null
}

function isLastTurn(scene: Scene | null): boolean {
  return scene !== null && scene.turn === scene.dialogue.turns.length - 1
}

// Visitors without a name are called `Visitor` and some letters, which is no way to address anybody.
function fill(line: string, { agentName, customerName }: Situation): string {
  const [agent = ''] = agentName.split(' ')
  const [customer = ''] = customerName.split(' ')
  const addressed = customer === 'Visitor' ? line.replace(/,? \{customer\}/, '') : line.replace('{customer}', customer)
  return addressed.replace('{agent}', agent)
}
