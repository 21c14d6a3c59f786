/** Made by `build/texts.ts` out of `locales/`. */
declare module 'virtual:texts' {
  export const loaders: import('./translations.ts').Loaders
}
