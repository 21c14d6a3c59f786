import type { WorkflowDefinition } from '@fairlead/sdk'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { notifyDone } from '../../../../ui/notify.ts'
import { exportWorkflow, readWorkflow } from './workflow-file.ts'

/** The draft as a file, out and in. What comes in can be undone like any change. */
export function useWorkflowFile(
  name: string,
  definition: WorkflowDefinition,
  onImport: (definition: WorkflowDefinition) => void,
) {
  const { t } = useTranslation('builder')

  function choose() {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = '.json,application/json'
    input.addEventListener('change', async () => {
      const text = await input.files?.[0]?.text()
      if (text === undefined) return
      const imported = readWorkflow(text)
      if (imported !== null) onImport(imported)
      notifyDone(t(imported === null ? 'file.foreign' : 'file.imported'))
    })
    input.click()
  }

  return { download: () => exportWorkflow(name, definition), choose }
}
