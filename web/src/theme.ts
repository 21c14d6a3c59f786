import {
  type ActionIconProps,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineThemeOverride,
  mergeThemeOverrides,
} from '@mantine/core'
import { insideMain } from './ui/inside-main.ts'

const harbour: MantineColorsTuple = [
  '#eef4fa',
  '#dce8f3',
  '#b9d0e6',
  '#92b5d8',
  '#709ecb',
  '#568bbf',
  '#3f77b0',
  '#2f659d',
  '#265383',
  '#1b3d62',
]

const dark: MantineColorsTuple = [
  '#d3d7dc',
  '#b4bac2',
  '#949ca6',
  '#6b747f',
  '#3d454e',
  '#2e353d',
  '#23292f',
  '#1a1f24',
  '#14181c',
  '#0e1114',
]

const theme = createTheme({
  colors: { harbour, dark },
  primaryColor: 'harbour',
  primaryShade: { light: 7, dark: 6 },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '18px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.5' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '22px', lineHeight: '1.3' },
      h2: { fontSize: '17px', lineHeight: '1.35' },
      h3: { fontSize: '15px', lineHeight: '1.4' },
      h4: { fontSize: '14px', lineHeight: '1.45' },
    },
  },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // As small as a finger may be asked to hit (WCAG 2.2, 2.5.8).
    ActionIcon: {
      vars: (_: unknown, { size }: ActionIconProps) => ({ root: size === 'sm' ? { '--ai-size': '24px' } : {} }),
    },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true, portalProps: insideMain } },
    Popover: { defaultProps: { portalProps: insideMain } },
    Modal: { defaultProps: { centered: true }, styles: { title: { fontSize: 16, fontWeight: 600 } } },
    Badge: { styles: { root: { textTransform: 'none', fontWeight: 500 } } },
    // Where the focus waits before a key is pressed must not stand between a menu and its items.
    Menu: { defaultProps: { shadow: 'md', withInitialFocusPlaceholder: false } },
    InputWrapper: { styles: { description: { fontSize: 13, lineHeight: 1.4 }, error: { fontSize: 13 } } },
    Button: { defaultProps: { fw: 500 } },
    Notification: { styles: { description: { color: 'var(--mantine-color-dimmed)' } } },
  },
})

/** The theme, with a name for the crosses that close something. */
export function themeWith(close: string): MantineThemeOverride {
  const named = { defaultProps: { closeButtonProps: { 'aria-label': close } } }
  return mergeThemeOverrides(theme, { components: { Modal: named, Drawer: named, Notification: named } })
}

/** Where Mantine's own greys and reds are too faint to read (below 4.5 : 1). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1c2127',
    '--mantine-color-dimmed': '#5b6570',
    '--mantine-color-placeholder': '#6d7782',
    '--mantine-color-error': '#c02a2a',
    '--fairlead-warning': '#9a4a00',
    '--fairlead-rail': '#f2f4f6',
    '--fairlead-sunken': '#f8f9fa',
    '--fairlead-line': '#e3e6ea',
  },
  dark: {
    '--mantine-color-body': '#14181c',
    '--mantine-color-text': '#d3d7dc',
    '--mantine-color-dimmed': '#a3acb6',
    '--mantine-color-placeholder': '#87909b',
    '--mantine-color-error': '#ff8b8b',
    '--menu-item-hover': 'var(--mantine-color-dark-5)',
    '--fairlead-warning': '#ffb066',
    '--fairlead-rail': '#0e1114',
    '--fairlead-sunken': '#101418',
    '--fairlead-line': '#2a3037',
  },
})
