/** The words of the wall. Chinese is complete; a further language is a further file with the same keys. */
import type { Messages } from './locales/zh-CN.ts'
import { createI18n } from 'vue-i18n'
import { zhCN } from './locales/zh-CN.ts'

declare module 'vue-i18n' {
  export interface DefineLocaleMessage extends Messages {}
}

export const i18n = createI18n({ legacy: false, locale: 'zh-CN', messages: { 'zh-CN': zhCN } })
