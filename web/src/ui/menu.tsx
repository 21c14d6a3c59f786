import type { Menu as CoreMenu, MenuProps } from '@mantine/core'
import {
  Children,
  type ComponentType,
  cloneElement,
  createContext,
  isValidElement,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useState,
} from 'react'
import { notifyError } from './notify.ts'

type Core = typeof CoreMenu
type TargetChild = ReactElement<{ onClick?: (event: MouseEvent) => void; 'data-menu-of'?: string }>

let core: Core | null = null
const MenuId = createContext('')

/**
 * Mantine's menu, whose code is fetched when the first one is opened: until then its button is only a button. For what
 * is on the first screen; elsewhere Mantine's own does as well.
 */
function LightMenu({ children, opened: isOpenBySelf, defaultOpened, onChange, ...props }: MenuProps) {
  const id = useId()
  const [isReady, setReady] = useState(core !== null)
  const [isOpen, setOpen] = useState(defaultOpened ?? false)
  const [isOpening, setOpening] = useState(false)
  const wants = isOpenBySelf ?? isOpen

  function open() {
    void load().then(() => {
      setReady(true)
      setOpening(true)
    }, notifyError)
  }

  // The button is another one now; whoever was on the old one goes on from here, and so does the menu when it closes.
  useLayoutEffect(() => {
    if (isOpening) document.querySelector<HTMLElement>(`[data-menu-of="${id}"]`)?.focus({ preventScroll: true })
  }, [isOpening, id])
  useEffect(() => {
    if (!isOpening) return
    setOpening(false)
    setOpen(true)
    onChange?.(true)
  }, [isOpening, onChange])
  useEffect(() => {
    if (wants && !isReady) void load().then(() => setReady(true), notifyError)
  }, [wants, isReady])

  if (!isReady || core === null) return <Closed id={id} onOpen={open} menu={children} />

  const Menu: ComponentType<MenuProps> = core
  const change = (next: boolean) => {
    setOpen(next)
    onChange?.(next)
  }
  return (
    <MenuId value={id}>
      <Menu {...props} opened={wants && !isOpening} onChange={change}>
        {children}
      </Menu>
    </MenuId>
  )
}

function Closed({ id, onOpen, menu }: { id: string; onOpen(): void; menu: ReactNode }) {
  const target = Children.toArray(menu).find((child) => isValidElement(child) && child.type === Target)
  if (!isValidElement<{ children: TargetChild }>(target)) return null
  const button = target.props.children
  const own = {
    'data-menu-of': id,
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onClick: (event: MouseEvent) => {
      button.props.onClick?.(event)
      onOpen()
    },
  }
  return cloneElement(button, own)
}

function Target({ children, ...props }: { children: TargetChild }) {
  const id = useContext(MenuId)
  return core && <core.Target {...props}>{cloneElement(children, { 'data-menu-of': id })}</core.Target>
}

async function load(): Promise<void> {
  core ??= (await import('./floating.ts')).Menu
}

// Nothing of these is drawn before the menu is open, and by then they are here.
function part(name: 'Dropdown' | 'Item' | 'Label' | 'Divider' | 'RadioGroup' | 'RadioItem') {
  return (props: object) => {
    const Part = core?.[name] as ComponentType<object> | undefined
    return Part && <Part {...props} />
  }
}

const parts = {
  Target,
  Dropdown: part('Dropdown'),
  Item: part('Item'),
  Label: part('Label'),
  Divider: part('Divider'),
  RadioGroup: part('RadioGroup'),
  RadioItem: part('RadioItem'),
}

/** Takes what Mantine's takes, of those parts that stand above. */
export const Menu = Object.assign(LightMenu, parts) as unknown as Pick<Core, keyof typeof parts> & typeof LightMenu
