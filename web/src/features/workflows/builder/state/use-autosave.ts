import {
  ApiError,
  getWorkflow,
  type Output,
  patchWorkflow,
  type WorkflowDefinition,
  workflowDefinition,
} from '@fairlead/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { client, lastingClient } from '../../../../api.ts'
import { describeError } from '../../../../describe-error.ts'
import { type DraftKeeper, isSameDraft, type Restored } from './kept-draft.ts'
import { workflowQuery } from './workflow-query.ts'

type Whole = Output<typeof getWorkflow>

export type Saving =
  | Readonly<{ state: 'saved' | 'unsaved' | 'saving' | 'incomplete' }>
  /** `byId`: by whom, where it is known. */
  | Readonly<{ state: 'overtaken'; byId: string | null }>
  | Readonly<{ state: 'failed'; reason: string }>

type Saved = Readonly<{ definition: WorkflowDefinition; version: number }>

const afterMs = 700

/** `restored`: what was not saved when this was last looked at; null: nothing. */
export type Keeping = Readonly<{ keeper: DraftKeeper; restored: Restored | null }>

/**
 * Keeps the draft at the server as it is here, a moment after the last change, and on this device until the server has it.
 * What somebody else changed meanwhile is not written over: whoever looks decides.
 */
export function useAutosave(
  workflow: Whole,
  definition: WorkflowDefinition,
  { keeper, restored }: Keeping,
  onTheirs: (definition: WorkflowDefinition) => void,
) {
  const cache = useQueryClient()
  const { id } = workflow
  const [saved, setSaved] = useState<Saved>({
    definition: workflow.draft,
    version: restored?.version ?? workflow.draftVersion,
  })
  const [saving, setSaving] = useState<Saving>(
    restored?.isOvertaken ? { state: 'overtaken', byId: null } : { state: 'saved' },
  )
  const latest = useRef({ saved, definition, sent: restored?.sent ?? null, isKept: true })
  const running = useRef<Promise<boolean> | null>(null)
  useLayoutEffect(() => {
    latest.current.definition = definition
  })

  const keep = useCallback(
    (whole: Whole, as: WorkflowDefinition) => {
      const next = { definition: as, version: whole.draftVersion }
      latest.current.saved = next
      latest.current.sent = null
      setSaved(next)
      cache.setQueryData(workflowQuery(id).queryKey, whole)
    },
    [cache, id],
  )

  const keepHere = useCallback(() => {
    const { saved, definition: shown, sent } = latest.current
    if (shown === saved.definition) keeper.forget()
    else latest.current.isKept = keeper.keep({ definition: shown, version: saved.version, sent })
  }, [keeper])

  // What was sent and not answered may have arrived: then nobody else has changed it.
  const sendOn = useCallback(
    async (draft: WorkflowDefinition) => {
      const { saved, sent } = latest.current
      const patch = (draftVersion: number) =>
        lastingClient.call(patchWorkflow, { params: { id }, body: { draft, draftVersion } })
      latest.current.sent = sent ?? draft
      keepHere()
      try {
        return await patch(saved.version)
      } catch (error) {
        if (!isOvertaken(error)) throw error
        const theirs = await client.call(getWorkflow, { params: { id } })
        if (isSameDraft(theirs.draft, draft)) return theirs
        latest.current.sent = null
        if (sent === null || !isSameDraft(theirs.draft, sent)) throw error
        return await patch(theirs.draftVersion)
      }
    },
    [id, keepHere],
  )

  /** Answers whether the server has all of it now. */
  const save = useCallback(async (): Promise<boolean> => {
    if (running.current !== null) await running.current
    const { saved, definition: draft } = latest.current
    if (draft === saved.definition) return true
    // A text that is being written may not be one yet that the server takes.
    if (!workflowDefinition.safeParse(draft).success) {
      setSaving({ state: 'incomplete' })
      return false
    }
    const send = async () => {
      setSaving({ state: 'saving' })
      try {
        keep(await sendOn(draft), draft)
        keepHere()
        setSaving({ state: latest.current.definition === draft ? 'saved' : 'unsaved' })
        return true
      } catch (error) {
        setSaving(troubleOf(error))
        return false
      }
    }
    running.current = send()
    const isDone = await running.current
    running.current = null
    return isDone && latest.current.definition === draft
  }, [keep, keepHere, sendOn])

  const isDirty = definition !== saved.definition
  const isStopped = saving.state === 'overtaken'
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change begins the time anew
  useEffect(() => {
    if (!isDirty || isStopped) {
      if (!isDirty) setSaving((before) => (before.state === 'overtaken' ? before : { state: 'saved' }))
      return
    }
    setSaving((before) => (before.state === 'saving' ? before : { state: 'unsaved' }))
    const timer = setTimeout(() => void save(), afterMs)
    return () => clearTimeout(timer)
  }, [definition, isDirty, isStopped, save])

  // biome-ignore lint/correctness/useExhaustiveDependencies: each change is kept at once
  useEffect(keepHere, [definition, saved, keepHere])

  useEffect(() => {
    const ended = new AbortController()
    const { signal } = ended
    const warn = (event: BeforeUnloadEvent) => {
      if (!latest.current.isKept && latest.current.definition !== latest.current.saved.definition)
        event.preventDefault()
    }
    addEventListener('beforeunload', warn, { signal })
    addEventListener('pagehide', () => void leave(save), { signal })
    addEventListener('online', () => void save(), { signal })
    document.addEventListener('visibilitychange', () => document.hidden && void save(), { signal })
    return () => {
      ended.abort()
      void save()
    }
  }, [save])

  // Somebody else changed it while nothing was changed here: theirs it is.
  useEffect(() => {
    const { saved, definition: shown } = latest.current
    if (running.current !== null || shown !== saved.definition || workflow.draftVersion <= saved.version) return
    latest.current.saved = { definition: workflow.draft, version: workflow.draftVersion }
    setSaved(latest.current.saved)
    onTheirs(workflow.draft)
  }, [workflow, onTheirs])

  /** What is at the server now. */
  const fetchTheirs = useCallback(() => client.call(getWorkflow, { params: { id } }), [id])

  /** Writes over what somebody else did. */
  const keepMine = useCallback(async () => {
    const theirs = await fetchTheirs()
    latest.current.saved = { ...latest.current.saved, version: theirs.draftVersion }
    setSaved(latest.current.saved)
    setSaving({ state: 'unsaved' })
    await save()
  }, [fetchTheirs, save])

  /** The server's answer to something else than saving: it counts as seen. */
  const take = useCallback(
    (whole: Whole, as?: WorkflowDefinition) => {
      keep(whole, as ?? latest.current.saved.definition)
      if (as !== undefined) setSaving({ state: 'saved' })
    },
    [keep],
  )

  /** What was saved by now, also within the handler that saved it. */
  const latestVersion = useCallback(() => latest.current.saved.version, [])

  return { saving, isDirty, latestVersion, save, fetchTheirs, keepMine, take }
}

export type Autosave = ReturnType<typeof useAutosave>

// Some fields tell what was typed only when they are left.
async function leave(save: () => Promise<boolean>): Promise<void> {
  const field = document.activeElement
  if (field instanceof HTMLElement && field.closest('[data-builder]') !== null) flushSync(() => field.blur())
  await save()
}

function isOvertaken(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === 'overtaken'
}

function troubleOf(error: unknown): Saving {
  if (!isOvertaken(error)) return { state: 'failed', reason: describeError(error) }
  const byId = error.problem.data?.byId
  return { state: 'overtaken', byId: typeof byId === 'string' ? byId : null }
}
