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
  isPhone: boolean
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
export function Tools({ view, side, isPhone, canUndo, canRedo, problemCount, ...acts }: Props) {
  const { t } = useTranslation('builder')
  return (
    <div className={classes.tools}>
      <ToolButton size={18} label={t('bar.undo')} icon={IconArrowBackUp} isOff={!canUndo} onClick={acts.onUndo} />
      <ToolButton size={18} label={t('bar.redo')} icon={IconArrowForwardUp} isOff={!canRedo} onClick={acts.onRedo} />
      {!isPhone && <ToolButton size={18} label={t('bar.find')} icon={IconSearch} onClick={acts.onFind} />}
      {!isPhone && (
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
      )}
      <Button
        size="xs"
        variant={side === 'problems' ? 'light' : 'subtle'}
        color={problemCount > 0 ? 'orange' : 'gray'}
        c={problemCount > 0 ? 'var(--fairlead-warning)' : 'var(--mantine-color-text)'}
        px={isPhone ? 8 : 14}
        leftSection={<IconAlertCircle size={16} aria-hidden />}
        aria-pressed={side === 'problems'}
        aria-label={t('problemsOf', { count: problemCount })}
        onClick={() => acts.onSide('problems')}
      >
        {isPhone ? problemCount : t('problemsOf', { count: problemCount })}
      </Button>
      <SideButton side="try" icon={IconMessageCircleQuestion} isOn={side === 'try'} isPhone={isPhone} {...acts} />
      {!isPhone && <SideButton side="runs" icon={IconHistory} isOn={side === 'runs'} isPhone={isPhone} {...acts} />}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('bar.more')} title={t('bar.more')}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isPhone ? (
            <>
              <Item icon={IconHistory} label={t('sides.runs')} onClick={() => acts.onSide('runs')} />
              <Item icon={IconSearch} label={t('bar.find')} onClick={acts.onFind} />
              {view === 'outline' ? (
                <Item icon={IconSitemap} label={t('bar.canvas')} onClick={() => acts.onView('canvas')} />
              ) : (
                <Item icon={IconListTree} label={t('bar.outline')} onClick={() => acts.onView('outline')} />
              )}
              <Item icon={IconWand} label={t('bar.layOut')} onClick={acts.onLayOut} />
            </>
          ) : (
            <>
              <Item icon={IconWand} label={t('bar.layOut')} onClick={acts.onLayOut} />
              <Item icon={IconKeyboard} label={t('bar.keys')} onClick={acts.onKeys} />
            </>
          )}
          <Menu.Divider />
          <Item icon={IconDownload} label={t('bar.exportYaml')} onClick={() => acts.onExport('yaml')} />
          <Item icon={IconDownload} label={t('bar.exportJson')} onClick={() => acts.onExport('json')} />
          <Item icon={IconUpload} label={t('bar.import')} onClick={acts.onImport} />
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

type ItemProps = Readonly<{ icon: Icon; label: string; onClick: () => void }>

function Item({ icon: ItemIcon, label, onClick }: ItemProps) {
  return (
    <Menu.Item leftSection={<ItemIcon size={16} aria-hidden />} onClick={onClick}>
      {label}
    </Menu.Item>
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

type SideProps = Readonly<{
  side: 'try' | 'runs'
  icon: Icon
  isOn: boolean
  isPhone: boolean
  onSide(side: Side): void
}>

function SideButton({ side, icon: SideIcon, isOn, isPhone, onSide }: SideProps) {
  const { t } = useTranslation('builder')
  return (
    <Button
      size="xs"
      variant={isOn ? 'light' : 'subtle'}
      color="gray"
      c="var(--mantine-color-text)"
      px={isPhone ? 8 : 14}
      leftSection={isPhone ? null : <SideIcon size={16} aria-hidden />}
      aria-pressed={isOn}
      aria-label={t(`sides.${side}`)}
      onClick={() => onSide(side)}
    >
      {isPhone ? <SideIcon size={16} aria-hidden /> : t(`sides.${side}`)}
    </Button>
  )
}
