import type { WorkflowDefinition } from '@fairlead/sdk'
import { useMembers } from '../../../conversations/use-names.ts'
import type { Autosave } from '../state/use-autosave.ts'
import { Overtaken } from './overtaken.tsx'

type Props = Readonly<{ autosave: Autosave; onLoad(definition: WorkflowDefinition): void }>

export function OvertakenNotice({ autosave, onLoad }: Props) {
  const members = useMembers()
  const { saving, fetchTheirs, take, keepMine } = autosave
  const by = saving.state === 'overtaken' ? saving.byId : null

  async function loadTheirs() {
    const theirs = await fetchTheirs()
    onLoad(theirs.draft)
    take(theirs, theirs.draft)
  }

  return (
    <Overtaken who={(by !== null && members.get(by)?.name) || null} onLoadTheirs={loadTheirs} onKeepMine={keepMine} />
  )
}
