/** How the wall is built: for Chromium 86 and later, with its own fonts and colours, compressed beforehand. */
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { contractTypesPlugin } from './build/contractTypes.ts'
import { precompressPlugin } from './build/precompress.ts'
import { fontsPlugin } from './build/subsetFonts.ts'
import { swapInPlugin } from './build/swapIn.ts'
import { tokensCssPlugin } from './build/tokensCss.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = fileURLToPath(new URL('..', import.meta.url))

export default defineConfig({
  root: here,
  plugins: [vue(), contractTypesPlugin(), tokensCssPlugin(), fontsPlugin(root), precompressPlugin(), swapInPlugin()],
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    target: 'chrome86',
    cssTarget: 'chrome86',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { treeshake: { propertyReadSideEffects: false } },
  },
})
