/**
 * The categories of the notifications in schedules: as few as show every rule, so that short
 * schedules meet them often. The last one is hidden while the addon is off.
 */
export const categories = ['learning', 'system', 'gamification'] as const
