import { type getWorkflow, type Output, patchWorkflow } from '@fairlead/sdk'
import { VisuallyHidden } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { ReactFlowProvider } from '@xyflow/react'
import { lazy, useEffect, useMemo, useRef, useState } from 'react'
import { lastingClient } from '../../../api.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { notifyDone, notifyError } from '../../../ui/notify.ts'
import { BackLink } from '../../../ui/page/back-link.tsx'
import { useMe } from '../../session/queries.ts'
import bar from './bar/bar.module.css'
import { FileTroubleDialog } from './bar/file-trouble-dialog.tsx'
import { KeySheet } from './bar/key-sheet.tsx'
import { NameField } from './bar/name-field.tsx'
import { OvertakenNotice } from './bar/overtaken-notice.tsx'
import { Publishing } from './bar/publishing.tsx'
import { SavedState } from './bar/saved-state.tsx'
import { Switching } from './bar/switching.tsx'
import { Tools, type View } from './bar/tools.tsx'
import { useWorkflowFile } from './bar/use-workflow-file.ts'
import classes from './builder.module.css'
import type { Goto } from './canvas/canvas.tsx'
import { CanvasView } from './canvas/canvas-view.tsx'
import { clipOf, stepsOfClip } from './model/clip.ts'
import { mostSteps } from './model/edit.ts'
import type { Way } from './model/way.ts'
import { Outline } from './outline/outline.tsx'
import { FindDialog } from './pick/find-dialog.tsx'
import { StepPicker } from './pick/step-picker.tsx'
import { ProblemList } from './side/problem-list.tsx'
import { SidePanel } from './side/side-panel.tsx'
import { StepPanel } from './side/step-panel.tsx'
import { DraftKeeper } from './state/kept-draft.ts'
import { type Keeping, useAutosave } from './state/use-autosave.ts'
import { useBuilder } from './state/use-builder.ts'
import { useBuilderKeys } from './state/use-builder-keys.ts'
import { useProblems } from './state/use-problems.ts'
import { type Passage, Traffic } from './traffic.tsx'
import { BuilderWords } from './words/builder-words.tsx'

const TestChat = lazy(async () => ({ default: (await import('../try/test-chat.tsx')).TestChat }))
const RunsPanel = lazy(async () => ({ default: (await import('../runs/runs-panel.tsx')).RunsPanel }))

type Props = Readonly<{ workflow: Output<typeof getWorkflow> }>

/** A workflow being built: as a graph or as an outline, with what is wrong, a test and its runs beside it. */
export function Builder({ workflow }: Props) {
  return (
    <BuilderWords>
      <ReactFlowProvider>
        <Workbench workflow={workflow} />
      </ReactFlowProvider>
    </BuilderWords>
  )
}

/** `at`: where on the canvas; absent: where there is room. */
type Picking = Readonly<{ from: Way | null; at?: Readonly<{ x: number; y: number }> }>

function Workbench({ workflow }: Props) {
  const { t } = useTranslation('builder')
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const [view, setView] = useState<View>(isPhone ? 'outline' : 'canvas')
  const [picking, setPicking] = useState<Picking | null>(null)
  const [dialog, setDialog] = useState<'find' | 'keys' | null>(null)
  const [lit, setLit] = useState<readonly string[]>([])
  const [past, setPast] = useState<readonly Passage[] | null>(null)
  const litNow = useMemo(() => new Set(lit), [lit])
  const keeping = useKeeping(workflow)
  const builder = useBuilder(workflow.draft, keeping.restored?.definition)
  const { definition, chosen, side, edit } = builder
  const problems = useProblems(definition)
  const autosave = useAutosave(workflow, definition, keeping, builder.load)
  const goto = useRef<Goto>(() => undefined)
  const file = useWorkflowFile(workflow, autosave, (imported) => edit({ kind: 'replace', definition: imported }))

  const errors = problems.filter(({ level }) => level === 'error').length
  const rowOf = (id: string) => document.querySelector<HTMLElement>(`[data-step="${CSS.escape(id)}"]`)
  const goTo = (id: string, isFocused = false) => {
    builder.choose([id], 'step')
    if (view === 'canvas') goto.current(id, { focus: isFocused })
    else rowOf(id)?.scrollIntoView({ block: 'nearest' })
  }
  const focusOn = (id: string) => (view === 'canvas' ? goto.current(id, { focus: true }) : rowOf(id)?.focus())
  const copy = () => (builder.chosenSteps().length === 0 ? null : clipOf(builder.chosenSteps()))
  const paste = (text: string) => {
    const steps = stepsOfClip(text)
    if (steps === null) return notifyDone(t('clip.foreign'))
    const [first] = builder.paste(steps)
    if (first === undefined) return notifyDone(t('clip.full', { count: mostSteps }))
    notifyDone(t('clip.pasted', { count: steps.length }))
    if (view === 'canvas') setTimeout(() => goto.current(first))
  }
  const duplicate = () => {
    if (builder.chosenSteps().length > 0) builder.paste(builder.chosenSteps())
  }

  useBuilderKeys({
    undo: builder.undo,
    redo: builder.redo,
    duplicate,
    find: () => setDialog('find'),
    leave: () => {
      if (side === null) return builder.choose([])
      builder.show(null)
      if (chosen.length === 1 && chosen[0] !== undefined) focusOn(chosen[0])
    },
    copy: () => {
      const text = copy()
      if (text !== null) notifyDone(t('clip.copied', { count: builder.chosenSteps().length }))
      return text
    },
    paste,
  })

  // What is new is gone to once it is drawn.
  const added = useRef<string | null>(null)
  useEffect(() => {
    if (added.current === null || !definition.steps.some(({ id }) => id === added.current)) return
    const id = added.current
    added.current = null
    setTimeout(() => goto.current(id, { focus: true }), 50)
  }, [definition])

  async function rename(name: string) {
    try {
      autosave.take(await lastingClient.call(patchWorkflow, { params: { id: workflow.id }, body: { name } }))
    } catch (error) {
      notifyError(error)
    }
  }

  const acts = {
    onConnect: (from: Way, to: string) => edit({ kind: 'connect', from, to }),
    onDisconnect: (from: Way) => edit({ kind: 'disconnect', from }),
    onAdd: (from: Way) => setPicking({ from }),
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: whoever leaves a field has ended typing in it
    <div className={classes.builder} data-builder onBlur={builder.settle}>
      <header className={bar.bar}>
        <VisuallyHidden component="h1">{workflow.name}</VisuallyHidden>
        <BackLink to="/workflows" label={t('bar.back')} />
        <NameField name={workflow.name} onRename={rename} />
        <SavedState saving={autosave.saving} onRetry={autosave.save} />
        <Switching workflow={workflow} autosave={autosave} />
        <div className={bar.acts}>
          <Tools
            view={view}
            side={side}
            isPhone={isPhone}
            canUndo={builder.canUndo}
            canRedo={builder.canRedo}
            problemCount={problems.length}
            onView={setView}
            onSide={(next) => builder.show(side === next ? null : next)}
            onUndo={builder.undo}
            onRedo={builder.redo}
            onLayOut={builder.layOut}
            onFind={() => setDialog('find')}
            onKeys={() => setDialog('keys')}
            onExport={file.exportAs}
            onImport={file.importOne}
          />
          <Publishing
            workflow={workflow}
            autosave={autosave}
            hasErrors={errors > 0}
            onRefused={() => builder.show('problems')}
          />
        </div>
      </header>
      {autosave.saving.state === 'overtaken' && <OvertakenNotice autosave={autosave} onLoad={builder.load} />}
      <div className={classes.work}>
        <div className={classes.main}>
          <Traffic workflowId={workflow.id} isShown={side === 'runs'} past={side === 'try' ? past : null}>
            {view === 'canvas' ? (
              <CanvasView
                builder={builder}
                problems={problems}
                lit={litNow}
                isPhone={isPhone}
                goto={goto}
                onPick={setPicking}
                onRemove={builder.remove}
              />
            ) : (
              <Outline
                definition={definition}
                problems={problems}
                chosen={chosen}
                lit={litNow}
                onChoose={(id) => goTo(id)}
                onAdd={acts.onAdd}
                onRemove={(id) => builder.remove([id])}
              />
            )}
          </Traffic>
        </div>
        <SidePanel side={side} isPhone={isPhone} onClose={() => builder.show(null)}>
          {side === 'step' && (
            <StepPanel
              {...acts}
              workflowId={workflow.id}
              definition={definition}
              problems={problems}
              chosen={chosen}
              webhookUrl={workflow.webhookUrl}
              onStep={(step) => edit({ kind: 'change_step', step })}
              onStart={(start) => edit({ kind: 'change_start', start })}
              onEnds={(endsOn) => edit({ kind: 'change_ends', endsOn })}
              onDuplicate={duplicate}
              onCopy={() => {
                const text = copy()
                if (text === null) return
                navigator.clipboard
                  .writeText(text)
                  .then(() => notifyDone(t('clip.copied', { count: builder.chosenSteps().length })), notifyError)
              }}
              onRemove={() => builder.remove(chosen)}
            />
          )}
          {side === 'problems' && (
            <ProblemList definition={definition} problems={problems} onGoto={(id) => goTo(id, true)} />
          )}
          {side === 'try' && <TestChat definition={definition} onHighlight={setLit} onCounted={setPast} />}
          {side === 'runs' && <RunsPanel workflowId={workflow.id} />}
        </SidePanel>
      </div>
      {picking !== null && (
        <StepPicker
          isPhone={isPhone}
          onClose={() => setPicking(null)}
          onPick={(type) => {
            added.current = builder.add(type, picking.from, picking.at)
            setPicking(null)
          }}
        />
      )}
      {dialog === 'find' && (
        <FindDialog
          definition={definition}
          isPhone={isPhone}
          onClose={() => setDialog(null)}
          onPick={(id) => {
            setDialog(null)
            goTo(id, true)
          }}
        />
      )}
      {file.trouble !== null && <FileTroubleDialog trouble={file.trouble} onClose={file.forget} />}
      {dialog === 'keys' && <KeySheet onClose={() => setDialog(null)} />}
    </div>
  )
}

/** What was not saved when somebody was here last is gone on with, and they are told so. */
function useKeeping({ id, draft, draftVersion }: Props['workflow']): Keeping {
  const { t } = useTranslation('builder')
  const memberId = useMe().member.id
  const [keeping] = useState(() => {
    const keeper = new DraftKeeper(localStorage, memberId, id)
    return { keeper, restored: keeper.restore({ draft, draftVersion }) }
  })
  const { restored } = keeping
  const said = useRef(false)
  useEffect(() => {
    if (restored === null || said.current) return
    said.current = true
    notifyDone(t('saving.restored'))
  }, [restored, t])
  return keeping
}
