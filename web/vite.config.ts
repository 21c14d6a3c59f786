import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = 'http://127.0.0.1:3000'

export default defineConfig({
  base: '/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Every browser we support knows modulepreload, and the content security policy allows no inline scripts.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What seldom changes stays in the browser's cache across releases.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 3 },
            {
              name: 'mantine',
              test: /node_modules[\\/](@mantine|@floating-ui|react-transition-group)[\\/]/,
              priority: 2,
            },
            { name: 'tanstack', test: /node_modules[\\/]@tanstack[\\/]/, priority: 2 },
            { name: 'contract', test: /(node_modules[\\/]zod[\\/]|[\\/]sdk[\\/]src[\\/]|no-eval)/, priority: 2 },
          ],
        },
      },
    },
  },
  server: {
    proxy: { '/api': server, '/webchat': server, '/widget.js': server, '/healthz': server },
  },
})
