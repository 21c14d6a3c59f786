import { assignByWorkflow } from '../../assignment/by-workflow.ts'
import type { Tx } from '../../db/database.ts'
import type { Effect, EffectOf } from '../interpreter/effect.ts'
import type { EffectResult } from '../interpreter/run-event.ts'
import { ask } from './asking.ts'
import { editContact, editConversation } from './edit.ts'
import { note, notify } from './note.ts'
import type { Refused } from './refused.ts'
import { runWorkflow } from './run-workflow.ts'
import type { Running, ShellParts } from './running.ts'
import { sendMessage } from './send-message.ts'
import { close, open, snooze } from './status.ts'

/** What a run waits for; the rest is written beside. */
export type Acting = Exclude<Effect, EffectOf<'record'> | EffectOf<'rate'>>

const done: EffectResult = { do: 'other' }

/**
 * Does what a run wants, in the transaction that stores that it is done, or that it is waited for: null. What is refused
 * and has written nothing that must be undone is answered.
 * @throws {AppError | Refused} what cannot be done
 */
export async function perform(
  tx: Tx,
  parts: ShellParts,
  run: Running,
  effect: Acting,
): Promise<EffectResult | Refused | null> {
  switch (effect.do) {
    case 'assign': {
      const { workspaceId, conversationId: id, workflowId } = run
      return { do: 'assign', ...(await assignByWorkflow(tx, { workspaceId, id, workflowId, effect })) }
    }
    case 'request':
      await ask(tx, run, effect)
      return null
    case 'webhook':
    case 'email':
      await ask(tx, run, effect)
      return done
    case 'send_message':
      await sendMessage(tx, parts, run, effect)
      return done
    case 'edit_contact':
      await editContact(tx, run, effect)
      return done
    case 'edit_conversation':
      await editConversation(tx, run, effect)
      return done
    case 'open':
      await open(tx, run)
      return done
    case 'snooze':
      await snooze(tx, run, effect)
      return done
    case 'close':
      await close(tx, run, effect)
      return done
    case 'note':
      await note(tx, run, effect)
      return done
    case 'notify':
      await notify(tx, run, effect)
      return done
    case 'run_workflow':
      return (await runWorkflow(tx, run, effect)) ?? done
    default:
      return effect satisfies never
  }
}
