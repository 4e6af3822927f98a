import type { Preferences } from '../../protocol/preferences.js'

/**
 * Returns preferences with a change applied, or two changes combined into one. Values that the
 * second argument does not name stay as they are; `mutes` are replaced as a whole.
 */
export const mergePreferences = (before: Preferences, change: Preferences): Preferences => ({
  ...before,
  ...change,
  ...(change.categories && {
    categories: {
      ...before.categories,
      ...Object.fromEntries(
        Object.entries(change.categories).map(([name, channels]) => [
          name,
          { ...before.categories?.[name], ...channels },
        ]),
      ),
    },
  }),
  ...(change.celebrations && {
    celebrations: { ...before.celebrations, ...change.celebrations },
  }),
})
