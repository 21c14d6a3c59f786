/** Asks for a file with workflows; null: none was chosen. */
export function chooseFile(): Promise<File | null> {
  const input = document.createElement('input')
  input.type = 'file'
  // Not every system knows YAML by its ending.
  input.accept = '.yaml,.yml,.json,text/*,application/yaml,application/json'
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null))
    input.addEventListener('cancel', () => resolve(null))
    input.click()
  })
}
