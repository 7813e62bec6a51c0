/**
 * Names of people who do not exist: a frequent surname with one or two frequent characters, drawn by seed.
 * No real person is meant by any of them.
 */
import type { Random } from './random.ts'

const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈']
const GIVEN = [...'安柏斌博辰晨成川春丹东菲峰刚光海涵航浩恒宏华慧佳建健江洁静婧娟俊凯康磊莉立丽亮林琳玲龙露明楠宁鹏萍琪倩强青晴蓉瑞珊诗思涛婷桐伟文溪霞翔欣雪雅妍阳怡颖勇宇雨玉媛悦云泽志子']

/** A function that gives a new name at each call and never the same twice. */
export function nameSource(random: Random): () => string {
  const given = new Set<string>()
  return () => {
    for (;;) {
      const first = random.pick(GIVEN)
      const name = random.pick(SURNAMES) + first + (random.chance(0.7) ? random.pick(GIVEN.filter(c => c !== first)) : '')
      if (!given.has(name)) {
        given.add(name)
        return name
      }
    }
  }
}
