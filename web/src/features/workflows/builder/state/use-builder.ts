import { newStep, newStepId, type WorkflowDefinition, type WorkflowStep, type WorkflowStepType } from '@fairlead/sdk'
import { useCallback, useReducer } from 'react'
import { translations } from '../../../../i18n/translations.ts'
import { copiesOf } from '../model/clip.ts'
import { type Edit, mostSteps } from '../model/edit.ts'
import { placeAfter, placesOf } from '../model/layout.ts'
import { snapped } from '../model/size.ts'
import { stepOf, type Way } from '../model/way.ts'
import { beginBuilding, nextBuilderState, type Side } from './builder-state.ts'

/**
 * The workflow as it is being built, and what can be done with it. `restored`: how it was changed here before; that can be
 * undone.
 */
export function useBuilder(draft: WorkflowDefinition, restored: WorkflowDefinition = draft) {
  const [state, dispatch] = useReducer(nextBuilderState, draft, () =>
    nextBuilderState(beginBuilding(draft), { kind: 'edit', edit: { kind: 'replace', definition: restored } }),
  )
  const { history, chosen } = state
  const definition = history.now
  const edit = useCallback((one: Edit) => dispatch({ kind: 'edit', edit: one }), [])

  /** Adds a step where a way leads, or loose; it is chosen then. */
  function add(type: WorkflowStepType, from: Way | null, at?: Readonly<{ x: number; y: number }>): string {
    const id = newStepId(definition, type)
    const place = at ?? placeAfter(definition, from?.stepId ?? definition.steps.at(-1)?.id ?? null)
    const step = { ...newStep(type, id, translations.language), at: { x: snapped(place.x), y: snapped(place.y) } }
    dispatch({ kind: 'edit', edit: { kind: 'add', step, from }, choose: [id] })
    dispatch({ kind: 'choose', ids: [id], side: 'step' })
    return id
  }

  /** The steps that are chosen, in the order of the workflow. */
  function chosenSteps() {
    return definition.steps.filter(({ id }) => chosen.includes(id))
  }

  /** Answers with the ids of the copies; none: there is no room for so many. */
  function paste(steps: readonly WorkflowStep[]): readonly string[] {
    if (definition.steps.length + steps.length > mostSteps) return []
    const copies = copiesOf(definition, steps)
    const ids = copies.map(({ id }) => id)
    dispatch({ kind: 'edit', edit: { kind: 'paste', steps: copies, from: null }, choose: ids })
    return ids
  }

  function remove(ids: readonly string[]): void {
    const steps = ids.filter((id) => stepOf(definition, id) !== null)
    if (steps.length > 0) dispatch({ kind: 'edit', edit: { kind: 'remove', ids: steps }, choose: [] })
  }

  return {
    ...state,
    definition,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    edit,
    add,
    paste,
    remove,
    chosenSteps,
    undo: () => dispatch({ kind: 'undo' }),
    redo: () => dispatch({ kind: 'redo' }),
    settle: useCallback(() => dispatch({ kind: 'settle' }), []),
    layOut: () => dispatch({ kind: 'edit', edit: { kind: 'move', places: placesOf(definition) } }),
    choose: useCallback(
      (ids: readonly string[], side?: Side) => dispatch({ kind: 'choose', ids, ...(side ? { side } : {}) }),
      [],
    ),
    show: (side: Side | null) => dispatch({ kind: 'show', side }),
    load: useCallback((one: WorkflowDefinition) => dispatch({ kind: 'load', definition: one }), []),
  }
}

export type Builder = ReturnType<typeof useBuilder>
