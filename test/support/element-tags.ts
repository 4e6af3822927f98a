import { existsSync, readdirSync } from 'node:fs'

/** The tags of the public elements: the folders of `src/components` that register one. */
export const elementTags: readonly string[] = readdirSync('src/components').filter((folder) =>
  existsSync(`src/components/${folder}/define.ts`),
)
