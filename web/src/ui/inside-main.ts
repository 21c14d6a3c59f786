/** Where what floats is put: within the page's landmark, so that who goes from landmark to landmark finds it. */
export const insideMain = { target: 'main, body:not(:has(main))' }
