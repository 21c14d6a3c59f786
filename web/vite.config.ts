import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { operations } from './build/operations.ts'
import { texts } from './build/texts.ts'

const server = 'http://127.0.0.1:3000'

export default defineConfig({
  base: '/',
  plugins: [texts(), react(), operations()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Every browser we support knows modulepreload, and the content security policy allows no inline scripts.
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every page needs and we do not write seldom changes: browsers keep it across releases.
            { name: 'libraries', tags: ['$initial'], test: /node_modules/, priority: 2 },
            // A file for each icon would be more requests than bytes.
            { name: 'icons', test: /@tabler/, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    proxy: { '/api': server, '/webchat': server, '/widget.js': server, '/healthz': server },
  },
})
