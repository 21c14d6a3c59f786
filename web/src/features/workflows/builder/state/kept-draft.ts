import {
  newStep,
  type WorkflowDefinition,
  type WorkflowStepType,
  workflowDefinition,
  workflowStepTypes,
} from '@fairlead/sdk'
import { hashKey } from '@tanstack/react-query'

/** What was changed on this device, and the server may not have. */
export type KeptDraft = Readonly<{
  definition: WorkflowDefinition
  /** Of the server's draft that was changed. */
  version: number
  /** What the server was sent of it, and has not answered; null: nothing. */
  sent: WorkflowDefinition | null
}>

/** What is gone on with, and the server's draft that it counts as changed from. */
export type Restored = Readonly<{
  definition: WorkflowDefinition
  version: number
  sent: WorkflowDefinition | null
  /** Somebody else has changed the server's meanwhile. */
  isOvertaken: boolean
}>

type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
type Theirs = Readonly<{ draft: WorkflowDefinition; draftVersion: number }>

/** The draft of one workflow on this device. Another tab may have one of the same: nobody takes out what they did not put in. */
export class DraftKeeper {
  readonly #storage: DraftStorage
  readonly #key: string
  #own: string | null = null

  constructor(storage: DraftStorage, memberId: string, workflowId: string) {
    this.#storage = storage
    this.#key = `fairlead.workflow-draft.${memberId}.${workflowId}`
  }

  /** Answers whether the browser has it now; one may be full, or keep nothing. */
  keep(draft: KeptDraft): boolean {
    const text = JSON.stringify(draft)
    try {
      if (text !== this.#own) this.#storage.setItem(this.#key, text)
      this.#own = text
      return true
    } catch {
      return false
    }
  }

  /** The server has all of it. */
  forget(): void {
    try {
      if (this.#own !== null && this.#storage.getItem(this.#key) === this.#own) this.#storage.removeItem(this.#key)
    } catch {
      // Nothing can be kept, so that nothing has to be taken out.
    }
    this.#own = null
  }

  /** What to go on with, beside what the server has; null: with that. */
  restore(theirs: Theirs): Restored | null {
    const kept = this.#read()
    if (kept === null) return null
    if (isSameDraft(kept.definition, theirs.draft)) {
      this.forget()
      return null
    }
    const isOwn = theirs.draftVersion <= kept.version || (kept.sent !== null && isSameDraft(kept.sent, theirs.draft))
    return { ...kept, isOvertaken: !isOwn, version: isOwn ? theirs.draftVersion : kept.version }
  }

  #read(): KeptDraft | null {
    try {
      const text = this.#storage.getItem(this.#key)
      const kept: unknown = JSON.parse(text ?? 'null')
      if (!isKeptDraft(kept)) return null
      this.#own = text
      return kept
    } catch {
      return null
    }
  }
}

/** Whether they say the same: the server gives back what it was sent in another order. */
export function isSameDraft(one: WorkflowDefinition, other: WorkflowDefinition): boolean {
  return hashKey([whole(one)]) === hashKey([whole(other)])
}

function whole(definition: WorkflowDefinition): WorkflowDefinition {
  const { success, data } = workflowDefinition.safeParse(definition)
  return success ? data : definition
}

// A setting may be unfinished; what an older version of this page kept may be something else altogether.
function isKeptDraft(kept: unknown): kept is KeptDraft {
  if (!isRecord(kept) || typeof kept.version !== 'number') return false
  return isDraft(kept.definition) && (kept.sent === null || isDraft(kept.sent))
}

function isDraft(draft: unknown): boolean {
  if (workflowDefinition.safeParse(draft).success) return true
  return (
    isRecord(draft) &&
    isRecord(draft.start) &&
    isRecord(draft.start.trigger) &&
    isRecord(draft.endsOn) &&
    Array.isArray(draft.steps) &&
    draft.steps.every(isStep)
  )
}

function isStep(step: unknown): boolean {
  if (!isRecord(step) || typeof step.id !== 'string' || !isType(step.type)) return false
  return Object.keys(newStep(step.type, step.id)).every((name) => name in step)
}

function isType(type: unknown): type is WorkflowStepType {
  return (workflowStepTypes as readonly unknown[]).includes(type)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
