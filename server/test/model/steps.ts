import fc from 'fast-check'
import { categories } from '../../../test/model/categories.js'
import type { Reach } from './oracle.js'

// Gamification is chosen more often, because hidden rows are the most likely source of errors.
const category = fc.constantFrom(...categories, 'gamification')
/** The number of readings or commands to go back: mostly 0, the last one. */
const ago = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(7) })
const chance = fc.nat(3).map((n) => n === 0)

const giving = fc.record({
  do: fc.constant('give' as const),
  category,
  reach: fc.constantFrom<Reach>('member', 'member', 'course', 'platform'),
  /** The expiry in seconds of the test's clock; 0 for never. */
  expiresIn: fc.constantFrom(0, 0, 0, 1, 2),
})

const setting = fc.oneof(
  fc.record({ do: fc.constantFrom('enrol' as const, 'leave' as const) }),
  fc.record({ do: fc.constant('mute' as const), category }),
  ...['switch-addon' as const, 'switch-addon' as const, 'wait' as const].map((name) =>
    fc.record({ do: fc.constant(name) }),
  ),
)

/** A command of a member, on the state of some reading. */
const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constantFrom('read' as const, 'unread' as const, 'remove' as const),
      reading: ago,
      /**
       * The index of the row in the reading; an index after the last row stands for a row
       * that does not exist.
       */
      row: fc.nat(15),
      isLatest: chance,
      saysWhen: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom(
        'read-all' as const,
        'clear-all' as const,
        'clear-read' as const,
        'seen' as const,
      ),
      reading: ago,
      category: fc.option(category),
      isElsewhere: fc.nat(15).map((n) => n === 0),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom('undo' as const, 'undo' as const, 'repeat' as const),
      ago,
    }),
  },
)

const act = fc.record({
  do: fc.constant('act' as const),
  base: ago,
  commands: fc.array(command, { minLength: 1, maxLength: 3 }),
})

const step = fc.oneof(
  { weight: 4, arbitrary: giving },
  { weight: 5, arbitrary: act },
  { weight: 2, arbitrary: setting },
)

/** Sequences of steps for one member. */
export const sequences = fc.array(step, { minLength: 1, maxLength: 15, size: 'max' })

export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
export type CommandPlan = typeof command extends fc.Arbitrary<infer T> ? T : never
/** The step with a given name. */
export type StepOf<Name extends Step['do']> = Extract<Step, { do: Name }>

const give = (category: (typeof categories)[number], reach: Reach): Step => ({
  do: 'give',
  category,
  reach,
  expiresIn: 0,
})
const doing = (...commands: CommandPlan[]): Step => ({ do: 'act', base: 0, commands })
const switchAddon: Step = { do: 'switch-addon' }
const bulk = { reading: 0, category: null, isElsewhere: false } as const
const first = { reading: 0, row: 0, isLatest: false, saysWhen: false } as const

/** Sequences that random generation finds too rarely, by their description. */
export const rare: Readonly<Record<string, readonly Step[]>> = {
  ...Object.fromEntries(
    (['read-all', 'clear-all', 'clear-read'] as const).map((type) => [
      `${type} on a page that does not know yet that the addon is on again`,
      [
        give('gamification', 'member'),
        give('gamification', 'platform'),
        ...(type === 'clear-read' ? [doing({ type: 'read-all', ...bulk })] : []),
        switchAddon,
        switchAddon,
        doing({ type, ...bulk, reading: 1 }),
      ],
    ]),
  ),
  'an undo of what the addon hides meanwhile': [
    give('gamification', 'member'),
    doing({ type: 'remove', ...first }),
    switchAddon,
    doing({ type: 'undo', ago: 0 }),
    switchAddon,
  ],
  'an undo after a read that changed nothing': [
    give('system', 'platform'),
    doing({ type: 'unread', ...first }),
    doing({ type: 'read', ...first, reading: 1, saysWhen: true }),
    doing({ type: 'read', ...first, reading: 2, saysWhen: true }),
    doing({ type: 'undo', ago: 1 }),
  ],
}
