/** Builds the two scripts: the small one for the customer's page, and the frame it opens. */
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import preact from '@preact/preset-vite'
import { build, type InlineConfig } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))

export async function buildWidget(): Promise<void> {
  await rm(`${root}dist`, { recursive: true, force: true })
  await build(configOf('src/loader.ts', 'widget', 'iife'))
  await build(configOf('src/frame.tsx', 'frame', 'es'))
}

// Fixed names: the server tells browsers apart by the `?v=` it adds.
function configOf(entry: string, name: string, format: 'iife' | 'es'): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [preact({ devToolsEnabled: false })],
    build: {
      outDir: 'dist',
      emptyOutDir: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: `${root}${entry}`,
        output: {
          format,
          entryFileNames: `${name}.js`,
          // The languages beside English, one of which a visitor fetches.
          chunkFileNames: `${name}-[name]-[hash].js`,
          assetFileNames: `${name}[extname]`,
        },
      },
    },
  }
}

if (import.meta.main) await buildWidget()
