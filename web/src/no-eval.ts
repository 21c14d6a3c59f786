// The content security policy forbids making code from text, which zod would try for speed. It reads this before
// anything else of it runs, so this module has to be the first.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
