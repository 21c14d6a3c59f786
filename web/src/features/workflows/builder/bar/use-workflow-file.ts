import { getWorkflowDocument, type Workflow, type WorkflowDefinition } from '@fairlead/sdk'
import { useState } from 'react'
import { client } from '../../../../api.ts'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { notifyDone, notifyError } from '../../../../ui/notify.ts'
import { chooseFile } from '../../file/choose-file.ts'
import { pickWorkflow } from '../../file/pick-workflow.ts'
import { type FileTrouble, readFile } from '../../file/read-file.ts'
import { saveFile } from '../../file/save-file.ts'
import type { Autosave } from '../state/use-autosave.ts'

/** The draft as a file, out and in. What comes in can be undone like any change. */
export function useWorkflowFile(
  { id, name }: Pick<Workflow, 'id' | 'name'>,
  autosave: Autosave,
  onImport: (definition: WorkflowDefinition) => void,
) {
  const { t } = useTranslation('workflows')
  const [trouble, setTrouble] = useState<FileTrouble | null>(null)

  async function exportAs(format: 'yaml' | 'json') {
    if (!(await autosave.save())) return notifyDone(t('file.unsaved'))
    const { fileName, text } = await client.call(getWorkflowDocument, { params: { id }, query: { format } })
    saveFile(fileName, text)
  }

  async function importOne() {
    const file = await chooseFile()
    if (file === null) return
    const reading = await readFile(file)
    if (reading.kind === 'unread') return setTrouble(reading.trouble)
    const picked = pickWorkflow(reading.workflows, name)
    if (picked === null) return setTrouble({ kind: 'several', fileName: file.name, name })
    onImport(picked.definition)
    notifyDone(t('file.imported'))
  }

  return {
    trouble,
    forget: () => setTrouble(null),
    exportAs: (format: 'yaml' | 'json') => exportAs(format).catch(notifyError),
    importOne: () => importOne().catch(notifyError),
  }
}
