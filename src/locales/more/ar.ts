import { plural } from '../plural.js'
import type { MoreMessages } from './messages.js'

/** Arabic. */
export const ar: MoreMessages = {
  locale: 'ar',
  searchField: 'البحث في الإشعارات',
  closeSearch: 'إغلاق البحث',
  clearSearch: 'مسح البحث',
  searching: 'جارٍ البحث في الأقدم…',
  searchFailed: 'شمل البحث الإشعارات الموجودة في هذه الصفحة فقط.',
  searchNone: (text) => `لا نتائج عن «${text}»`,
  searchNoneText: 'يشمل البحث العناوين والرسائل. جرّب كلمة أقصر.',
  searchFound(count, isMore) {
    if (count === 0) return 'لا نتائج'
    const found = plural('ar', count, {
      one: 'نتيجة واحدة',
      two: 'نتيجتان',
      few: '# نتائج',
      many: '# نتيجة',
      other: '# نتيجة',
    })
    return isMore ? `${found}، والمزيد في الأسفل` : found
  },
  fewerAsk: 'ما الذي تريد كتمه؟',
  fewerKind: 'كل ما هو من هذا النوع',
  fewerFrom: (name) => `من ${name}`,
  fewerDone: 'تم الكتم: لن يصلك مثل هذا بعد الآن',
  fewerUndone: 'أُلغي الكتم',
  fewerFailed: 'تعذّر الحفظ',
  arrivedOne: (title) => `إشعار جديد: ${title}`,
  arrived: (count) =>
    plural('ar', count, {
      one: 'إشعار جديد',
      two: 'إشعاران جديدان',
      few: '# إشعارات جديدة',
      many: '# إشعارًا جديدًا',
      other: '# إشعار جديد',
    }),
  arrivedFrom: (arrived, count, course) =>
    `${arrived}، منها ${count.toLocaleString('ar')} من ${course}`,
}
