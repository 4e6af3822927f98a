import { plural } from '../plural.js'
import type { ToastMessages } from './messages.js'

const points = { one: 'نقطة', two: 'نقطتان', few: 'نقاط', many: 'نقطة', other: 'نقطة' }

/** Arabic. */
export const ar: ToastMessages = {
  locale: 'ar',
  celebrations: 'الاحتفالات',
  close: 'إغلاق',
  points: (count) => plural('ar', count, points),
  pointsEarned: (count, formatted) => `كسبت ${formatted} ${plural('ar', count, points)}`,
  daysInARow: (count) =>
    plural('ar', count, {
      one: 'يوم متتالٍ',
      two: 'يومان متتاليان',
      few: 'أيام متتالية',
      many: 'يومًا متتاليًا',
      other: 'يوم متتالٍ',
    }),
  achievements: (count) =>
    plural('ar', count, {
      one: 'إنجاز واحد',
      two: 'إنجازان',
      few: '# إنجازات',
      many: '# إنجازًا',
      other: '# إنجاز',
    }),
  more: (count) =>
    plural('ar', count, {
      one: 'إنجاز آخر',
      two: 'إنجازان آخران',
      few: '# إنجازات أخرى',
      many: '# إنجازًا آخر',
      other: '# إنجاز آخر',
    }),
  streaks: (count) =>
    plural('ar', count, {
      one: 'سلسلة واحدة',
      two: 'سلسلتان',
      few: '# سلاسل',
      many: '# سلسلة',
      other: '# سلسلة',
    }),
  boosts: (count) =>
    plural('ar', count, {
      one: 'تعزيز واحد',
      two: 'تعزيزان',
      few: '# تعزيزات',
      many: '# تعزيزًا',
      other: '# تعزيز',
    }),
  timeLeft: (time) => `المتبقي ${time}`,
  rewards: (count) =>
    plural('ar', count, {
      one: 'مكافأة جديدة',
      two: 'مكافأتان جديدتان',
      few: '# مكافآت جديدة',
      many: '# مكافأة جديدة',
      other: '# مكافأة جديدة',
    }),
}
