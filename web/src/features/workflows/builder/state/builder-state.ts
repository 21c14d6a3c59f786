import type { WorkflowDefinition } from '@fairlead/sdk'
import { type Edit, edited } from '../model/edit.ts'
import { type History, recorded, redone, settled, startHistory, undone } from '../model/history.ts'

/** The start among the ids of steps: none of them may be called so. */
export const startId = '#start'

export type Side = 'step' | 'problems' | 'try' | 'runs'

export type BuilderState = Readonly<{
  history: History<WorkflowDefinition>
  /** Steps, or the start, of which the form is shown when it is one. */
  chosen: readonly string[]
  /** What stands beside the canvas. */
  side: Side | null
}>

type BuilderAction =
  /** `choose`: what is chosen then. */
  | Readonly<{ kind: 'edit'; edit: Edit; choose?: readonly string[] }>
  | Readonly<{ kind: 'undo' | 'redo' | 'settle' }>
  | Readonly<{ kind: 'choose'; ids: readonly string[]; side?: Side }>
  | Readonly<{ kind: 'show'; side: Side | null }>
  /** Somebody else's draft: there is no way back behind it. */
  | Readonly<{ kind: 'load'; definition: WorkflowDefinition }>

export function beginBuilding(definition: WorkflowDefinition): BuilderState {
  return { history: startHistory(definition), chosen: [], side: null }
}

export function nextBuilderState(state: BuilderState, action: BuilderAction): BuilderState {
  switch (action.kind) {
    case 'edit': {
      const history = recorded(state.history, edited(state.history.now, action.edit))
      return known({ ...state, history, chosen: action.choose ?? state.chosen })
    }
    case 'undo':
      return known({ ...state, history: undone(state.history) })
    case 'redo':
      return known({ ...state, history: redone(state.history) })
    case 'settle':
      return state.history.typedAt === null ? state : { ...state, history: settled(state.history) }
    case 'choose':
      return isSame(state.chosen, action.ids) && (action.side ?? state.side) === state.side
        ? state
        : known({
            history: settled(state.history),
            chosen: action.ids,
            side: action.side ?? state.side,
          })
    case 'show':
      return { ...state, side: action.side }
    case 'load':
      return known({ ...state, history: startHistory(action.definition) })
    default:
      return action satisfies never
  }
}

// What was chosen may be gone.
function known(state: BuilderState): BuilderState {
  const ids = new Set([startId, ...state.history.now.steps.map(({ id }) => id)])
  const chosen = state.chosen.filter((id) => ids.has(id))
  return chosen.length === state.chosen.length ? state : { ...state, chosen }
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}
