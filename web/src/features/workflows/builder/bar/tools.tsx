import { ActionIcon, Button, Menu, SegmentedControl, VisuallyHidden } from '@mantine/core'
import {
  type Icon,
  IconAlertCircle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDots,
  IconDownload,
  IconHistory,
  IconKeyboard,
  IconListTree,
  IconMessageCircleQuestion,
  IconSearch,
  IconSitemap,
  IconUpload,
  IconWand,
} from '@tabler/icons-react'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { ToolButton } from '../../../../ui/tool-button.tsx'
import type { Side } from '../state/builder-state.ts'
import classes from './bar.module.css'

export type View = 'canvas' | 'outline'

type Props = Readonly<{
  view: View
  side: Side | null
  canUndo: boolean
  canRedo: boolean
  problemCount: number
  onView(view: View): void
  onSide(side: Side): void
  onUndo(): void
  onRedo(): void
  onLayOut(): void
  onFind(): void
  onKeys(): void
  onExport(format: 'yaml' | 'json'): void
  onImport(): void
}>

/** What is done with the workflow as a whole. */
export function Tools({ view, side, canUndo, canRedo, problemCount, ...acts }: Props) {
  const { t } = useTranslation('builder')
  return (
    <div className={classes.tools}>
      <ToolButton size={18} label={t('bar.undo')} icon={IconArrowBackUp} isOff={!canUndo} onClick={acts.onUndo} />
      <ToolButton size={18} label={t('bar.redo')} icon={IconArrowForwardUp} isOff={!canRedo} onClick={acts.onRedo} />
      <ToolButton size={18} label={t('bar.find')} icon={IconSearch} onClick={acts.onFind} />
      <SegmentedControl
        size="xs"
        aria-label={t('bar.view')}
        value={view}
        onChange={(value) => acts.onView(value === 'outline' ? 'outline' : 'canvas')}
        data={[
          { value: 'canvas', label: <ViewLabel icon={IconSitemap} label={t('bar.canvas')} /> },
          { value: 'outline', label: <ViewLabel icon={IconListTree} label={t('bar.outline')} /> },
        ]}
      />
      <Button
        size="xs"
        variant={side === 'problems' ? 'light' : 'subtle'}
        color={problemCount > 0 ? 'orange' : 'gray'}
        c={problemCount > 0 ? 'var(--fairlead-warning)' : 'var(--mantine-color-text)'}
        leftSection={<IconAlertCircle size={16} aria-hidden />}
        aria-pressed={side === 'problems'}
        onClick={() => acts.onSide('problems')}
      >
        {t('problemsOf', { count: problemCount })}
      </Button>
      <SideButton side="try" icon={IconMessageCircleQuestion} isOn={side === 'try'} onSide={acts.onSide} />
      <SideButton side="runs" icon={IconHistory} isOn={side === 'runs'} onSide={acts.onSide} />
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('bar.more')} title={t('bar.more')}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconWand size={16} aria-hidden />} onClick={acts.onLayOut}>
            {t('bar.layOut')}
          </Menu.Item>
          <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={acts.onKeys}>
            {t('bar.keys')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={() => acts.onExport('yaml')}>
            {t('bar.exportYaml')}
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={() => acts.onExport('json')}>
            {t('bar.exportJson')}
          </Menu.Item>
          <Menu.Item leftSection={<IconUpload size={16} aria-hidden />} onClick={acts.onImport}>
            {t('bar.import')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

function ViewLabel({ icon: ViewIcon, label }: Readonly<{ icon: Icon; label: string }>) {
  return (
    <span title={label} style={{ display: 'grid', placeItems: 'center' }}>
      <ViewIcon size={16} stroke={1.6} aria-hidden />
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  )
}

type SideProps = Readonly<{ side: 'try' | 'runs'; icon: Icon; isOn: boolean; onSide(side: Side): void }>

function SideButton({ side, icon: SideIcon, isOn, onSide }: SideProps) {
  const { t } = useTranslation('builder')
  return (
    <Button
      size="xs"
      variant={isOn ? 'light' : 'subtle'}
      color="gray"
      c="var(--mantine-color-text)"
      leftSection={<SideIcon size={16} aria-hidden />}
      aria-pressed={isOn}
      aria-label={t(`sides.${side}`)}
      onClick={() => onSide(side)}
    >
      <span className={classes.sideText}>{t(`sides.${side}`)}</span>
    </Button>
  )
}
