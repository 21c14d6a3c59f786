import type { StepOf, WorkflowValue } from '@fairlead/sdk'

type Id = Readonly<{
  /**
   * Unique in the run, and the same again when the same step is taken again: what makes it happen once. It begins with
   * the number of the step in the run (`taken`), of which there is one record: `3.send`, `3.again1`, `3.record`.
   */
  id: string
}>

/**
 * What a run wants done. All but `record` and `rate` are waited for: the run hears `done` or `failed` with the id.
 * Texts are rendered; a secret stands in them as `\u001asecret:<name>\u001a`, which nothing else can contain.
 */
export type Effect = Id &
  (
    | Readonly<{
        do: 'send_message'
        text: string
        choices: readonly Readonly<{ id: string; title: string }>[]
        attachmentIds: readonly string[]
        template: StepOf<'send_message'>['template']
        channel: StepOf<'send_message'>['channel']
      }>
    | (Readonly<{ do: 'assign' }> &
        Pick<StepOf<'assign'>, 'to' | 'strategy' | 'onlineOnly' | 'agentLimit' | 'skillIds' | 'priority' | 'fullAt'>)
    | Readonly<{
        do: 'edit_contact'
        addTags: readonly string[]
        removeTags: readonly string[]
        fields: Readonly<Record<string, WorkflowValue>>
        stage?: string | null
        ownerId?: string | null
        name?: string
        email?: string
        phone?: string
      }>
    | Readonly<{
        do: 'edit_conversation'
        addTags: readonly string[]
        removeTags: readonly string[]
        fields: Readonly<Record<string, WorkflowValue>>
        priority?: NonNullable<StepOf<'edit_conversation'>['priority']>
        skillIds?: readonly string[]
      }>
    | Readonly<{ do: 'open' }>
    /** `until`: milliseconds since the epoch. */
    | Readonly<{ do: 'snooze'; until: number }>
    | Readonly<{ do: 'close'; categoryId: string | null; summary: string }>
    | Readonly<{ do: 'note'; text: string; mentionIds: readonly string[] }>
    | Readonly<{ do: 'notify'; memberIds: readonly string[]; managers: boolean; assignee: boolean; text: string }>
    | Readonly<{
        do: 'request'
        method: StepOf<'http_request'>['method']
        url: string
        headers: readonly Readonly<{ name: string; value: string }>[]
        body: string
        timeoutSeconds: number
        retries: number
      }>
    | Readonly<{ do: 'run_workflow'; workflowId: string }>
    | Readonly<{ do: 'webhook'; url: string; body: string }>
    | Readonly<{ do: 'email'; to: string; subject: string; text: string }>
    | Readonly<{ do: 'rate'; score: number; comment: string }>
    /**
     * The step that was taken, for the history: once, when it is left or the run ends there. `exit` null: the run ended
     * before it could be left; with `error`, it failed. A step that is tried again is taken anew, with a record of its own.
     */
    | Readonly<{
        do: 'record'
        stepId: string | null
        input: Readonly<Record<string, unknown>>
        output: Readonly<Record<string, unknown>>
        exit: string | null
        error: string | null
      }>
  )
export type EffectOf<D extends Effect['do']> = Extract<Effect, { do: D }>
