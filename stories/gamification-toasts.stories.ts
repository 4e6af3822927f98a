import type { Meta, StoryObj } from '@storybook/web-components-vite'
import { html } from 'lit'
import { expect, waitFor } from 'storybook/test'
import type { GamificationToasts, Moment } from '../src/index.js'
import { controlled, type Chosen } from './support/element.js'
import { withCelebrations } from './support/source.js'

type Story = StoryObj<Chosen>

export default {
  title: 'Gamification toasts',
  component: 'gamification-toasts',
  // Toasts stay, so that a reader has time to look at them.
  args: { placement: 'bottom-end', duration: 'keep' },
  parameters: {
    docs: {
      // Toasts appear in a corner of the window, so each story has a window of its own.
      story: { inline: false, height: '360px' },
      description: {
        component: `Celebrates the member's rewards in a corner of the window.

- **Points** appear as a pill that counts up. Further points within five seconds are added to it.
- **A boost** appears as a card with its multiplier, in a ring that shows the remaining time.
- **A streak** has the largest toast, with a flame, a rolling number and confetti. Longer streaks have more confetti.
- **An achievement** appears as a medal, or the platform's own picture, with its name. Several of them form a stack.
- **Limits:** at most three toasts are visible. The others wait, and many waiting celebrations are summed up in one
  toast. Toasts stay while the member reads them. In focus mode none appear.
- **Reduced motion:** the toasts have the same content, and fade in.`,
      },
    },
  },
  render: (args) => html`<gamification-toasts ${controlled(args)}></gamification-toasts>`,
} satisfies Meta<Chosen>

const points = (amount: number, more: Partial<Moment> = {}): Moment => ({
  type: 'points.earned',
  title: `+${amount} points`,
  message: 'Quiz completed',
  actionUrl: '/gamification',
  data: { amount },
  ...more,
})
const boost: Moment = {
  type: 'boost.earned',
  title: 'Boost earned',
  message: '2× points for three days of steady study',
  actionUrl: '/gamification',
  data: { multiplier: 2, minutes: 15 },
}
const streak = (days: number): Moment => ({
  type: 'streak.milestone',
  title: `${days}-day streak!`,
  actionUrl: '/gamification',
  data: { days },
})
const achievement = (achievementName: string, more: Partial<Moment> = {}): Moment => ({
  type: 'achievement.unlocked',
  title: 'Achievement unlocked',
  message: achievementName,
  actionUrl: '/gamification',
  data: { achievementName },
  ...more,
})

/** Celebrates moments, and waits until `count` toasts are shown. */
async function celebrate(
  canvas: HTMLElement,
  moments: readonly Moment[],
  count = moments.length,
): Promise<void> {
  const toasts = canvas.querySelector<GamificationToasts>('gamification-toasts')
  if (!toasts) throw new Error('there are no toasts in this story')
  for (const moment of moments) toasts.celebrate(moment)
  const shown = () => toasts.shadowRoot?.querySelectorAll('[part~=toast]').length
  await waitFor(() => expect(shown()).toBe(count))
}

const celebrating = (moments: readonly Moment[], count?: number): Story => ({
  parameters: { docs: { source: { transform: withCelebrations(moments) } } },
  play: ({ canvasElement }) => celebrate(canvasElement, moments, count),
})

export const Points: Story = celebrating([points(15)])

/** Points of 10, 20 and 15 are added up in one toast: +10, +30, +45. */
export const PointsThatMerge: Story = celebrating([points(10), points(20), points(15)], 1)

export const Boost: Story = celebrating([boost])

export const Streak: Story = celebrating([streak(7)])

/** Streaks of a month, a hundred days and a year have more confetti. */
export const YearLongStreak: Story = celebrating([streak(365)])

export const Achievement: Story = celebrating([achievement('Early bird')])

/** The platform's own picture replaces the medal. */
export const AchievementWithPicture: Story = celebrating([
  achievement('Night owl', { imageUrl: '/favicon.svg' }),
])

export const StackOfAchievements: Story = celebrating(
  ['Early bird', 'Night owl', 'Perfect week'].map((name) => achievement(name)),
  1,
)

/** More than five waiting celebrations are summed up in one toast. */
export const Digest: Story = celebrating(
  [streak(7), ...Array.from({ length: 7 }, () => boost), points(15)],
  2,
)

export const AllTogether: Story = celebrating([points(45), boost, achievement('Early bird')])

// The toolbar shows the other stories in these surroundings too.
const besides = ['!autodocs']

export const Dark: Story = { ...AllTogether, tags: besides, globals: { scheme: 'dark' } }

export const RightToLeft: Story = {
  ...AllTogether,
  tags: besides,
  globals: { direction: 'rtl', language: 'he' },
}

export const AtTheTop: Story = { ...AllTogether, tags: besides, args: { placement: 'top-center' } }

/** Texts of the greatest length. */
export const LongWords: Story = celebrating([
  achievement('Donaudampfschifffahrtsgesellschaftskapitän of the seven seas, twice in a row'),
])

/**
 * A page replaces the artwork of one kind with a slot, and the inside of a toast with a template.
 */
export const OwnArt: Story = {
  render: (args) =>
    html`<gamification-toasts ${controlled(args)}>
      <svg slot="streak" viewBox="0 0 24 24" width="64" height="64" aria-hidden="true">
        <circle cx="12" cy="12" r="10" fill="#0f766e"></circle>
        <path d="m7 12 4 4 7-8" fill="none" stroke="#fff" stroke-width="2"></path>
      </svg>
      <template data-type="boost.earned">
        <strong data-field="title"></strong> <span data-field="message"></span>
      </template>
    </gamification-toasts>`,
  ...celebrating([streak(7), boost]),
}

/** A page sets its own colours. */
export const Branded: Story = {
  ...celebrating([boost, achievement('Early bird')]),
  args: {
    '--belfry-radius': '6px',
    '--belfry-boost-start': '#0f766e',
    '--belfry-boost-middle': '#14b8a6',
    '--belfry-boost-end': '#84cc16',
    '--belfry-ribbon': '#0f766e',
  },
}
