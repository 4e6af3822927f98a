import fc from 'fast-check'
import type { Step, StepName } from './world.js'

/** Every step as often as the others, for what happens once in a while. */
const rare = {
  platform: ['create', 'publish', 'renotify', 'edit', 'end', 'enrol', 'mute', 'switchAddon'],
  store: ['prune', 'save', 'failOver'],
  stream: [
    'open',
    'cut',
    'reload',
    'wake',
    'heartbeat',
    'deliver',
    'drop',
    'lose',
    'double',
    'reorder',
  ],
  member: ['act', 'use', 'send', 'sendSlowly', 'sendInVain', 'answer'],
  pages: ['askPage', 'deliverPage', 'losePage'],
} as const satisfies Record<string, readonly StepName[]>

/** The frequent steps of an inbox. */
const usual = {
  platform: ['create', 'publish'],
  stream: ['open', 'wake', 'deliver', 'lose'],
  member: ['act', 'act', 'use', 'use', 'send'],
  pages: ['askPage', 'deliverPage'],
} as const satisfies Record<string, readonly StepName[]>

const stepOf = (groups: Readonly<Record<string, readonly StepName[]>>): fc.Arbitrary<Step> =>
  fc.tuple(
    fc.constantFrom(...Object.values(groups).flat()),
    fc.constantFrom(0 as const, 1 as const),
    fc.nat(95),
  )

/** Random schedules of up to 80 steps. */
export const schedules: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof({ arbitrary: stepOf(rare), weight: 3 }, { arbitrary: stepOf(usual), weight: 4 }),
  { maxLength: 80, size: 'max' },
)
