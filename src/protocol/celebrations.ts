/** The styles of the toasts that celebrate a notification. */
export const toastStyles = ['boost', 'streak', 'achievement', 'points'] as const

/** The style of a toast that celebrates a notification. */
export type ToastStyle = (typeof toastStyles)[number]

/** The lengths of a streak that are celebrated, in days. */
export const streakMilestones: readonly number[] = [7, 14, 21, 30, 60, 90, 180, 365]
